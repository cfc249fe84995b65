"""What a pedagogue types about a case."""

from mektepke.casework.forms.capacity import CapacityForm
from mektepke.casework.forms.care import ActionForm, CauseForm, Causes
from mektepke.casework.forms.closing import CloseForm
from mektepke.casework.forms.contacts import ContactForm

__all__ = ["ActionForm", "CapacityForm", "CauseForm", "Causes", "CloseForm", "ContactForm"]
