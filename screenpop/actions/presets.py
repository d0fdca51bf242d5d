"""The pages of common CRMs where a caller's record is found.

None of the vendors documents these addresses for links from outside: each is the one that their own pages show in the
address bar, as the source beside it tells, and an account can change that. Zoho and Odoo give a search no address of
its own: there the record's own page opens, by the id that the contacts carry.
"""

import re
from dataclasses import dataclass
from typing import Final

from .errors import TemplateError
from .open_url import OpenUrl

_ACCOUNT: Final = "ACCOUNT"


@dataclass(frozen=True, slots=True)
class Preset:
    """`pattern` holds ACCOUNT where the account's own part goes, and `account` says where to find that."""

    name: str
    pattern: str
    account: str

    def fill(self, account: str) -> OpenUrl:
        """The action for one account. Raises TemplateError."""
        if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", account):
            raise TemplateError(f"{account!r} is not what is meant: {self.account}")
        return OpenUrl.parse(self.pattern.replace(_ACCOUNT, account))


PRESETS: Final = (
    # The list of contacts (object type 0-1, "Understanding the CRM APIs", developers.hubspot.com) with its search field
    # filled in: the address bar while one searches there.
    Preset(
        "HubSpot",
        "https://app.hubspot.com/contacts/ACCOUNT/objects/0-1/views/all/list?query={number.e164}",
        "the Hub ID, the number after /contacts/ in the address",
    ),
    # The results page of the global search. Salesforce Classic's own; Lightning forwards it (its own search page takes
    # the term inside base64, which a field cannot fill). `str` is the term.
    Preset(
        "Salesforce",
        "https://ACCOUNT.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str={number.digits}",
        "My Domain, the part before .my.salesforce.com in the address (Setup, My Domain)",
    ),
    # A contact's page: "crm.zoho.com/crm/orgNNN/tab/MODULE/RECORD" is how Zoho's own `openUrl` examples link to it.
    Preset(
        "Zoho",
        "https://crm.zoho.com/crm/orgACCOUNT/tab/Contacts/{contact.id}",
        "the number after /crm/org in the address",
    ),
    # The page of search results, with `term` as in the API's "Search persons" (developers.pipedrive.com).
    Preset(
        "Pipedrive",
        "https://ACCOUNT.pipedrive.com/search?term={number.e164}",
        "the company domain, the part before .pipedrive.com in the address",
    ),
    # A contact's form: from Odoo 18 on, addresses are /odoo/ACTION/RECORD (odoo, addons/web, router).
    Preset(
        "Odoo",
        "https://ACCOUNT/odoo/contacts/{contact.id}",
        "the host's whole name, such as mycompany.odoo.com",
    ),
)
