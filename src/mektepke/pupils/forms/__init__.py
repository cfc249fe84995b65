"""What is typed about children. Whatever cannot be read comes back as it was typed."""

from mektepke.pupils.forms.child import Adults, ChildForm, GuardianForm, HomeForm
from mektepke.pupils.forms.moves import ArrivedForm, EnrolForm, LeaveForm, SendForm
from mektepke.pupils.forms.out_of_school import EndingForm, OutOfSchoolForm

__all__ = [
    "Adults",
    "ArrivedForm",
    "ChildForm",
    "EndingForm",
    "EnrolForm",
    "GuardianForm",
    "HomeForm",
    "LeaveForm",
    "OutOfSchoolForm",
    "SendForm",
]
