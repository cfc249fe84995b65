"""No page is hidden: whatever has an address can be come to by following links from somebody's Today."""

from __future__ import annotations

import pytest

from mektepke.people.models import Person
from tests.journeys.conftest import DESK, OpenPage
from tests.journeys.walking import every_kind_of_page
from tests.promises.addresses import addresses
from tests.promises.full_house import raise_the_house

ROLES = [
    "pedagogue", "teacher", "head", "municipality_officer", "district_officer", "programme_manager", "auditor",
    "administrator", "deputy", "protection_officer",
]  # fmt: skip
# Behind a button or a file that was chosen, or before anybody is known; each has a journey of its own.
BEHIND_A_BUTTON = {
    "account_login", "account_logout", "account_reauthenticate", "language", "code", "code_password", "code_new",
    "staff_import_preview", "staff_import_confirm", "staff_import_columns", "staff_import_rows", "staff_import_discard",
    "role_end", "class_remove", "child_stays", "again_out_of_school",
    "school_report_sheet", "class_report_sheet", "import_preview", "import_columns", "import_confirm",
    "import_progress", "import_rows", "import_discard", "finish_action", "remove_capacity",
    "take_back_note", "went_to_pair", "end_own_cause", "ask_approval", "case_aid", "concern_hand_over", "concern_named",
    "concern_sent", "drop_action", "end_cause", "end_reading", "family_record_file", "go_on", "hand_over_record",
    "protection_sent", "recall_referral", "reopen_case",
}  # fmt: skip
# One place, school or village leads straight on; where there are several, the page to choose among them comes first.
ONLY_WITH_SEVERAL = {"calendars", "door_to_door_sheet", "concern_villages"}
# The cast's administrator opens one place of each kind; the journey of the empty house goes further down.
FURTHER_DOWN = {"school_add"}
# Not for an administrator of one district, as the cast's is; the journey of the empty house goes there too.
FOR_THE_WHOLE_HOUSE = {"oblast_add"}


@pytest.mark.long
def test_every_page_can_be_reached_by_following_links(page_as: OpenPage, transactional_db: None) -> None:
    cast = raise_the_house().cast
    reached: set[str] = set()
    for who in ROLES:
        person: Person = getattr(cast, who, None) or getattr(cast.here, who)
        page = page_as(person.username, width=DESK)
        reached |= set(every_kind_of_page(page))
        page.close()
    # The child that nobody has in care yet: its page offers to.
    page = page_as(cast.here.pedagogue.username, width=DESK)
    reached |= set(every_kind_of_page(page, f"/children/{cast.here.pupils[4].pk}/"))
    pages = {address.name for address in addresses() if not address.is_api}
    assert pages - reached == BEHIND_A_BUTTON | ONLY_WITH_SEVERAL | FURTHER_DOWN | FOR_THE_WHOLE_HOUSE
