// Written by npm run docs from the OpenAPI document with the SHA-256 c04463e8a655380241b807ec705a38bf810f39cde2d678747ad7a89903cec7c9.

export interface paths {
    "/admin/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists users
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Creates a user; a userName and a temporary password are generated where none is sent
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces a user's password by a temporary one, and ends the user's sessions
         * @description Needs one of the administrator roles global, password, service, userManagement.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explains a user's access to every instance, now or in the past: the decision, its reasons, and the next step
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["explainAccessOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/access/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what a user could do in the instances and when, newest first; a page can exceed its limit
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listAccessHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/access/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the difference of access between two moments of the past: who lost it, got it, and why
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["compareAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists users with the decision about their access to an instance, now or in the past, by id
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["explainAccessToInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a user with the groups it is in
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getUser"];
        /**
         * Replaces a user as SCIM's PUT does; attributes of the CRM that are left out stay
         * @description Needs one of the administrator roles global, userManagement.
         */
        put: operations["replaceUser"];
        post?: never;
        /**
         * Deletes a user; the deletion can be undone for a while
         * @description Needs one of the administrator roles global, userManagement.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Changes the attributes that are named: null clears, a list is replaced, the rest stays (RFC 7396)
         * @description Needs one of the administrator roles global, userManagement.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/admin/v1/users/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands a user over to a connection that sees its own alone
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["adoptUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/deleted-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists users who can be restored, the latest deletion first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listDeletedUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/deleted-users/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restores a user with its id, attributes, roles, business units and teams, without seats and groups; lists what was not restored
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["restoreUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/imports/user-columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the attributes that a file of users can fill, with their headings
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listUserColumns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/imports/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plans an import of users: says what becomes of each line, and changes nobody
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["planUserImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the plan of an import; it is kept for a day
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getUserImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/imports/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the lines of an import with what is done with each, and why some are refused
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listUserImportLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies the plan of an import with a job; asking again answers the same job
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["applyUserImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/imports/{id}/passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives up to 1,000 temporary passwords of created users once to whoever applied the import; ask until none is left
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["takeImportPasswords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/administrators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the users who hold an administrator role
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listAdministrators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/administrator-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the administrator roles of a user
         * @description Needs one of the administrator roles global.
         */
        put: operations["setAdministratorRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists groups
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Creates a group, with members where the body has them
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a group, without its members
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        /**
         * Deletes a group; its members stay
         * @description Needs one of the administrator roles global, userManagement.
         */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /**
         * Renames a group or changes other attributes that are named; null clears (RFC 7396)
         * @description Needs one of the administrator roles global, userManagement.
         */
        patch: operations["changeGroup"];
        trace?: never;
    };
    "/admin/v1/groups/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what a group does: instances it guards, licenses and roles it gives; and which connection keeps it
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["describeGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/groups/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands a group over to a connection that sees its own alone
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["adoptGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/groups/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists users who can be added to a group, people with a license first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/groups/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the direct members of a group
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Adds and removes members, thousands in one request; repeated additions and removals are no error
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["changeMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the SKUs with their seats: purchased, in use, available
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listSkus"];
        put?: never;
        /**
         * Adds a SKU with its included seats; users who already asked for it get one, oldest request first
         * @description Needs one of the administrator roles global, billing.
         */
        post: operations["addSku"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a SKU, by id or part number
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getSku"];
        put?: never;
        post?: never;
        /**
         * Removes a SKU that is not in use (no seats, holds, waiting users or groups); 409 otherwise
         * @description Needs one of the administrator roles global, billing.
         */
        delete: operations["removeSku"];
        options?: never;
        head?: never;
        /**
         * Changes the name, the offer and the instances of a SKU; not its seats
         * @description Needs one of the administrator roles global, billing.
         */
        patch: operations["changeSku"];
        trace?: never;
    };
    "/admin/v1/licenses/{sku}/purchase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buys seats; waiting users get them at once, oldest request first
         * @description Needs one of the administrator roles global, billing.
         */
        post: operations["buySeats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses/{sku}/reductions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the reductions of a SKU, newest first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listReductions"];
        put?: never;
        /**
         * Asks for fewer seats; the operator carries it out, and it is in force at the next cycle date
         * @description Needs one of the administrator roles global, billing.
         */
        post: operations["requestReduction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses/{sku}/reductions/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraws a reduction that has not taken effect yet
         * @description Needs one of the administrator roles global, billing.
         */
        delete: operations["withdrawReduction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses/{sku}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists users who have, hold or wait for a seat, and who requested it
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listSeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses/{sku}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists every movement of the seats of a SKU, newest first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listSeatMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports pools that run out, waiting people, and seats of people who cannot sign in
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["reportLicenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a person's licenses
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listLicenses"];
        put?: never;
        /**
         * Assigns and removes licenses of a person, all or none; 409 when no seat is left
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["changeLicenses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/licenses/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries once more to give a person the seats it waits for
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["reprocessLicenses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/seat-ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists every movement of a person's seats, newest first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listSeatMovementsOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/licenses/{sku}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves a seat from one person to another in one step
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["reassignLicense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists invitations, newest first
         * @description Needs one of the administrator roles global, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invites up to 1,000 people in this order, each for itself, with a result for each
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["inviteUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an invitation
         * @description Needs one of the administrator roles global, userManagement.
         */
        get: operations["getInvitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invitations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resends an open invitation with a new link and a new expiry; the previous link becomes void
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invitations/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revokes an open invitation: its link becomes void, and its held seat is released
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["revokeInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invites a person, and holds a seat if the person has none; an open invitation gets a new link
         * @description Needs one of the administrator roles global, userManagement.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists findings that an administrator should check
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getHealthReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the state of the tenant at a glance: users, seats, access, connections, findings; up to five seconds old
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Searches users, groups, licenses, instances, security roles, connections, settings, request ids
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows seats, requests, users or synchronization over time: up to 500 points for each of up to 50 SKUs, instances or connections
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/instance-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the users of each instance: enabled, disabled, without a role, stubs and others
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["countInstanceUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the people of each instance who can enter it, wait or cannot, and the reasons
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["countAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users-without-role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists enabled users of an instance who cannot enter because they have no role
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listUsersWithoutRole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/wasted-seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists seats of people whose access mode needs none; a page can be shorter than its limit
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listWastedSeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/unused-licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists seats of people who are not enabled in any instance of the SKU; a page can be shorter than its limit
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listUnusedLicenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the CRM instances, by name
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listInstances"];
        put?: never;
        /**
         * Adds an instance with a root business unit and the default roles
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["addInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an instance, by id or name
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the display name and the URL of an instance; its name stays
         * @description Needs one of the administrator roles global, service.
         */
        patch: operations["changeInstance"];
        trace?: never;
    };
    "/admin/v1/instances/{instance}/guard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the guard of an instance: only direct members of the group may enter
         * @description Needs one of the administrator roles global, service.
         */
        put: operations["setGuard"];
        post?: never;
        /**
         * Clears the guard of an instance: everybody with a license may enter
         * @description Needs one of the administrator roles global, service.
         */
        delete: operations["clearGuard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/security-roles/apply-wishes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assigns the roles that connections have requested, if that was interrupted; changes nothing else
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["applyRoles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/business-units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the business units of an instance, each after its parent
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listBusinessUnits"];
        put?: never;
        /**
         * Adds a business unit with its own copies of the roles above it
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["addBusinessUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/business-units/{unit}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a business unit, by id or name
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getBusinessUnit"];
        put?: never;
        post?: never;
        /**
         * Deletes an empty business unit
         * @description Needs one of the administrator roles global, service.
         */
        delete: operations["removeBusinessUnit"];
        options?: never;
        head?: never;
        /**
         * Renames a business unit, or moves it below another one
         * @description Needs one of the administrator roles global, service.
         */
        patch: operations["changeBusinessUnit"];
        trace?: never;
    };
    "/admin/v1/instances/{instance}/security-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the roles of a business unit, the root if none is named
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listSecurityRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/security-roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a role with its privileges
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getSecurityRole"];
        put?: never;
        post?: never;
        /**
         * Deletes a custom role and removes it from all users
         * @description Needs one of the administrator roles global, service.
         */
        delete: operations["removeSecurityRole"];
        options?: never;
        head?: never;
        /**
         * Changes the privileges of a custom role, in all business units
         * @description Needs one of the administrator roles global, service.
         */
        patch: operations["changeSecurityRole"];
        trace?: never;
    };
    "/admin/v1/instances/{instance}/security-roles/{role}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a role of a copy under a new name, with some privileges changed
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["copySecurityRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users/{user}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the roles of a user, and who assigned them
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listUserRoles"];
        /**
         * Sets the roles of a user, which must be of the user's business unit
         * @description Needs one of the administrator roles global, service, or access to the instance with the privileges that it takes there.
         */
        put: operations["setUserRoles"];
        /**
         * Adds and removes roles of a user, all or none; those that are not named stay
         * @description Needs one of the administrator roles global, service, or access to the instance with the privileges that it takes there.
         */
        post: operations["changeUserRoles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users/{user}/assignable-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the roles of the user's business unit, and which of them the user has
         * @description Needs one of the administrator roles global, billing, password, service, userManagement, or access to the instance with the privileges that it takes there.
         */
        get: operations["listAssignableRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/role-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the roles of several users of one business unit, all or none
         * @description Needs one of the administrator roles global, service, or access to the instance with the privileges that it takes there.
         */
        post: operations["setRolesOfUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users/{user}/business-unit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Moves a user to another business unit, which removes the roles unless the instance keeps them
         * @description Needs one of the administrator roles global, service.
         */
        put: operations["moveUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the teams of an instance with their roles
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Adds an owner team, or a team of a SCIM group
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["addTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/teams/{team}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a team with its roles
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        /**
         * Deletes a team
         * @description Needs one of the administrator roles global, service.
         */
        delete: operations["removeTeam"];
        options?: never;
        head?: never;
        /**
         * Renames a team, or sets its roles
         * @description Needs one of the administrator roles global, service.
         */
        patch: operations["changeTeam"];
        trace?: never;
    };
    "/admin/v1/instances/{instance}/teams/{team}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the members of an owner team; those of a group team are those of its group
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listTeamMembers"];
        put?: never;
        /**
         * Adds and removes members of an owner team
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["moveTeamMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the connections by name
         * @description Needs one of the administrator roles global.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Adds a connection, that is one provisioning client
         * @description Needs one of the administrator roles global.
         */
        post: operations["addConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/connections/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a connection
         * @description Needs one of the administrator roles global.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a connection; omitted members stay unchanged, null resets to the default, client applies a preset
         * @description Needs one of the administrator roles global.
         */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/admin/v1/connections/{name}/fingerprint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells which provider a connection seems to be, and by which quirks
         * @description Needs one of the administrator roles global.
         */
        get: operations["getFingerprint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/connections/{name}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the security roles and whether a connection may grant them
         * @description Needs one of the administrator roles global.
         */
        get: operations["listGrantableRoles"];
        /**
         * Sets whether a connection may grant a security role; without `allowed` it is reset to the default
         * @description Needs one of the administrator roles global.
         */
        put: operations["setGrantableRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the holds, newest first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a hold
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getHold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the users whose access a hold keeps
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listHeldUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the held changes take effect, and ends the exceptions of a discarded hold
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets people keep their access until the provider sends a change that concerns it again
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["discardHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}/users/{userId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the held changes take effect for one user
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["releaseHeldUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists jobs, newest first; they are kept for 30 days
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Changes many users one after the other, behind the request; needs the action of its kind
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        post: operations["startJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how far a job is
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the users of a job, and why it failed for some
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listJobResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a job before its end; users that are through stay changed
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries again the users for whom an ended job failed
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that wait to be synchronized, and those that were given up
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getSyncStatus"];
        put?: never;
        /**
         * Synchronizes a person at once, or asks for everybody to be, in one instance or in all
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["synchronize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sync/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how far a job is
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getSyncJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sync/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists people whose records wait for synchronization or are parked
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listSyncTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sync/tasks/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retries parked tasks: all, or those of a person or an instance
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["retrySyncTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users/{id}/access-mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the access mode of a person in one instance; System Administrators of the instance may do it too
         * @description Needs one of the administrator roles global, service, or the security role System Administrator in the instance.
         */
        put: operations["setAccessMode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/application-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the application users of an instance as they were last synchronized
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listApplicationUsers"];
        put?: never;
        /**
         * Adds the application user of a registered app to an instance, and creates it if the app has none
         * @description Needs one of the administrator roles global, service, or the security role System Administrator in the instance.
         */
        post: operations["addApplicationUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the users of an instance as the CRM shows them
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listUsersOfInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a user of an instance, by the id of its record, or the id or userName of the user
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getUserOfInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explains the user form of a user: each value, where it comes from, and the change that set it
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["explainUserForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports the owners of rows: table,id,owner; an unknown owner becomes a stub
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["importRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/stubs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the stubs of an instance with how much they own
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listStubs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/instances/{instance}/stubs/{recordId}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reassigns everything that a stub owns to a user with a record
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["reassignStub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the workflows, oldest first
         * @description Needs one of the administrator roles global, billing, password, service, userManagement. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listWorkflows"];
        put?: never;
        /**
         * Makes a person an administrative or non-interactive user: license, record, mode, no license, confirmed; also needs the roles to assign licenses
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["startWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/workflows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how far a workflow is, and why it does not go on
         * @description Needs one of the administrator roles global, billing, password, service, userManagement.
         */
        get: operations["getWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/workflows/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a workflow; its completed steps stay; 409 if it is confirmed
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/workflows/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a workflow now; a failed or canceled one starts again
         * @description Needs one of the administrator roles global, service.
         */
        post: operations["resumeWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the tokens, oldest first; their secrets are not kept
         * @description Needs one of the administrator roles global.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Creates a token and shows it, this once
         * @description Needs one of the administrator roles global.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a token; other servers may accept it for a second yet
         * @description Needs one of the administrator roles global.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/oauth-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the OAuth clients and the ids of their secrets
         * @description Needs one of the administrator roles global.
         */
        get: operations["listOAuthClients"];
        put?: never;
        /**
         * Adds an OAuth client and shows its secret, this once
         * @description Needs one of the administrator roles global.
         */
        post: operations["addOAuthClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/oauth-clients/{clientId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends an OAuth client with its secrets and tokens
         * @description Needs one of the administrator roles global.
         */
        delete: operations["removeOAuthClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/oauth-clients/{clientId}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a second secret to a client and shows it once
         * @description Needs one of the administrator roles global.
         */
        post: operations["addClientSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/oauth-clients/{clientId}/secrets/{secretId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a secret and the tokens that were given for it
         * @description Needs one of the administrator roles global.
         */
        delete: operations["revokeClientSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/trusted-issuers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the trusted issuers of signed tokens
         * @description Needs one of the administrator roles global.
         */
        get: operations["listTrustedIssuers"];
        put?: never;
        /**
         * Trusts signed tokens of an issuer, for a connection or as the proof of an OAuth client
         * @description Needs one of the administrator roles global.
         */
        post: operations["addTrustedIssuer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/trusted-issuers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Trusts an issuer no longer
         * @description Needs one of the administrator roles global.
         */
        delete: operations["removeTrustedIssuer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/extension-schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the extension schemas that the tenant has declared
         * @description Needs one of the administrator roles global.
         */
        get: operations["listExtensionSchemas"];
        put?: never;
        /**
         * Adds an extension schema, or replaces it with one that has more attributes; it is in effect when the call returns
         * @description Needs one of the administrator roles global.
         */
        post: operations["addExtensionSchema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/extension-schemas/{urn}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes an extension schema of which no resource has values
         * @description Needs one of the administrator roles global.
         */
        delete: operations["removeExtensionSchema"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the settings of the tenant: value, default, meaning and the instances that differ
         * @description Needs one of the administrator roles global.
         */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes settings of the tenant, all that are named or none
         * @description Needs one of the administrator roles global.
         */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/admin/v1/instances/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the settings in which an instance, by id or name, may differ from its tenant
         * @description Needs one of the administrator roles global.
         */
        get: operations["listInstanceSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes settings of an instance, all or none; null resets one to the tenant's value
         * @description Needs one of the administrator roles global.
         */
        patch: operations["changeInstanceSettings"];
        trace?: never;
    };
    "/admin/v1/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the mails of the last thirty days with their state, newest first
         * @description Needs one of the administrator roles global. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/mails/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retries a parked mail
         * @description Needs one of the administrator roles global.
         */
        post: operations["retryMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/provisioning-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the requests of provisioning clients, newest first
         * @description Needs one of the administrator roles global. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listProvisioningLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists changes, newest first
         * @description Needs one of the administrator roles global. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/users/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the changes of one user, deleted or not, newest first
         * @description Needs one of the administrator roles global. With `Accept: text/csv` it answers all pages as comma-separated values.
         */
        get: operations["listUserHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Checks that no entry of the audit trail was altered, removed or added
         * @description Needs one of the administrator roles global.
         */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases a user's values from the audit trail; action, time and actor stay
         * @description Needs one of the administrator roles global.
         */
        post: operations["eraseAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows what several operations would do one after the other, or time alone; changes nothing
         * @description Needs one of the administrator roles global, billing, password, service, userManagement; and for each operation what it needs by itself, which alone suffices without `at`.
         */
        post: operations["previewOperations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the own sessions, newest first */
        get: operations["listOwnSessions"];
        put?: never;
        /** Signs a person in; the token is sent as any other and holds the administrator roles of the user */
        post: operations["signIn"];
        /** Ends all own sessions, this one too */
        delete: operations["endOwnSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sessions/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the own password, a temporary one too; every session of the user ends */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends the session of the token */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the own account, with its licenses and administrator roles */
        get: operations["getOwnAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the session of the browser */
        get: operations["getConsoleSession"];
        put?: never;
        /** Signs a person in with a browser; the session is a cookie that scripts cannot read */
        post: operations["signInToConsole"];
        /** Ends the session of the browser */
        delete: operations["signOutOfConsole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/session/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Repeats the password, so that the session may make dangerous changes for ten minutes */
        post: operations["confirmConsoleSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Streams what has changed, as numbers by topic (text/event-stream); for sessions of browsers */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates the first global administrator by the link of the first start, and signs in */
        post: operations["setUpConsole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the own sessions */
        delete: operations["endOwnSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/v1/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells which instances one may use oneself, and what is missing for the others */
        get: operations["getOwnAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who the caller is and what they may do; for tokens and for people who signed in */
        get: operations["getCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides whether a subject may do something in an instance; scope access.read (AuthZEN 1.0) */
        post: operations["evaluateAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers several such questions, with defaults at the top; scope access.read (AuthZEN 1.0) */
        post: operations["evaluateAccesses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/subject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds the people or programs that may do something in an instance; scope access.read (AuthZEN 1.0) */
        post: operations["searchAccessSubjects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds the instances or tables where a subject may do something; scope access.read (AuthZEN 1.0) */
        post: operations["searchAccessResources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds what a subject may do with an instance or table; scope access.read (AuthZEN 1.0) */
        post: operations["searchAccessActions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/authzen-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells where the Authorization API is */
        get: operations["getAccessConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crm/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the instances; scope crm.read */
        get: operations["listCrmInstances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crm/v1/instances/{instance}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads an instance, and counts its users; scope crm.read */
        get: operations["getCrmInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crm/v1/instances/{instance}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the users of an instance as user forms; scope crm.read */
        get: operations["listInstanceUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crm/v1/instances/{instance}/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a user of an instance, by the id of its record or of the user; scope crm.read */
        get: operations["getInstanceUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** PersonDifference */
        PersonDifference: {
            id: string;
            userName?: string;
            displayName?: string;
            instance: {
                id: string;
                name: string;
            };
            /** @enum {string} */
            change: "loses" | "gains" | "changes";
            before: {
                /** @enum {string} */
                features: "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";
                /** @enum {string} */
                accessMode: "readWrite" | "read" | "administrative" | "nonInteractive";
                reasons: ("STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION")[];
            };
            after: {
                /** @enum {string} */
                features: "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";
                /** @enum {string} */
                accessMode: "readWrite" | "read" | "administrative" | "nonInteractive";
                reasons: ("STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION")[];
            };
            rolesAdded: string[];
            rolesRemoved: string[];
            /** @enum {string} */
            record?: "created" | "enabled" | "disabled" | "changed";
            /** @description The id of the audit entry of the change. */
            causedBy?: string;
        };
        /** Preview */
        Preview: {
            /** @description Users whose access to an instance ends, once for each instance. */
            loses: number;
            /** @description Users who get access. */
            gains: number;
            /** @description Users whose access changes in another way: reasons, mode, roles. */
            changes: number;
            instances: {
                id: string;
                name: string;
                /** @description The users concerned who have access before. */
                before: number;
                /** @description The users concerned who have access after. */
                after: number;
                loses: number;
                gains: number;
                changes: number;
                /** @description The number of users by reason. */
                reasonsAdded: {
                    [key: string]: number;
                };
                /** @description The number of users by reason. */
                reasonsRemoved: {
                    [key: string]: number;
                };
            }[];
            seats: {
                skuId: string;
                partNumber: string;
                availableBefore: number;
                availableAfter: number;
                /** @description Users who get a seat. */
                assigned: number;
                /** @description Users who lose theirs. */
                released: number;
                /** @description Users who have waited and get one. */
                served: number;
                /** @description Users who begin to wait. */
                waiting: number;
            }[];
            roles: {
                instance: string;
                role: string;
                added: number;
                removed: number;
            }[];
            records: {
                created: number;
                enabled: number;
                disabled: number;
                changed: number;
            };
            /** @description The number of mails by kind. */
            mails: {
                [key: string]: number;
            };
            /** @description A page of the users, those who lose access first. */
            value: components["schemas"]["PersonDifference"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
            /** @description Present if the request needs it as `confirm`, because of the brake. */
            confirm?: string;
        };
        /**
         * JsonValue
         * @description Any JSON value.
         */
        JsonValue: (string | number | boolean | null) | components["schemas"]["JsonValue"][] | {
            [key: string]: components["schemas"]["JsonValue"];
        };
        /** User */
        User: {
            /** @description URNs of the schemas of the resource. */
            schemas: string[];
            /** @description Identifier of the resource, set by the service provider; never reused. */
            id: string;
            /** @description Identifier of the resource as the provisioning client defined it. */
            externalId?: string;
            /** @description Resource metadata, set by the service provider. */
            meta: {
                /** @description Name of the resource type. */
                resourceType?: string;
                /**
                 * Format: date-time
                 * @description When the resource was added to the service provider.
                 */
                created?: string;
                /**
                 * Format: date-time
                 * @description When the resource was last changed.
                 */
                lastModified?: string;
                /** @description URI of the resource. */
                location?: string;
                /** @description Version of the resource, as in the ETag header. */
                version?: string;
            };
            /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
            userName: string;
            /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
            name?: {
                /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                formatted?: string;
                /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                familyName?: string;
                /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                givenName?: string;
                /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                middleName?: string;
                /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                honorificPrefix?: string;
                /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                honorificSuffix?: string;
            };
            /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
            displayName?: string;
            /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
            nickName?: string;
            /** @description A fully qualified URL pointing to a page representing the User's online profile. */
            profileUrl?: string;
            /** @description The user's title, such as 'Vice President'. */
            title?: string;
            /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
            userType?: string;
            /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
            preferredLanguage?: string;
            /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
            locale?: string;
            /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
            timezone?: string;
            /** @description A Boolean value indicating the User's administrative status. */
            active?: boolean;
            /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
            emails?: {
                /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
            phoneNumbers?: {
                /** @description Phone number of the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description Instant messaging addresses for the User. */
            ims?: {
                /** @description Instant messaging address for the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description URLs of photos of the User. */
            photos?: {
                /** @description URL of a photo of the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
            addresses?: {
                /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                formatted?: string;
                /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                streetAddress?: string;
                /** @description The city or locality component. */
                locality?: string;
                /** @description The state or region component. */
                region?: string;
                /** @description The zip code or postal code component. */
                postalCode?: string;
                /** @description The country name component. */
                country?: string;
                /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
            }[];
            /** @description A list of groups to which the user belongs, either through direct membership, through nested groups, or dynamically calculated. */
            groups?: {
                /** @description The identifier of the User's group. */
                value?: string;
                /** @description The URI of the corresponding 'Group' resource to which the user belongs. */
                $ref?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'direct' or 'indirect'. */
                type?: string;
            }[];
            /** @description A list of entitlements for the User that represent a thing the User has. */
            entitlements?: {
                /** @description The value of an entitlement. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
            roles?: {
                /** @description The value of a role. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                primary?: boolean;
            }[];
            /** @description A list of certificates issued to the User. */
            x509Certificates?: {
                /** @description The value of an X.509 certificate: DER in base64. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                primary?: boolean;
            }[];
            /** @description Enterprise User */
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                employeeNumber?: string;
                /** @description Identifies the name of a cost center. */
                costCenter?: string;
                /** @description Identifies the name of an organization. */
                organization?: string;
                /** @description Identifies the name of a division. */
                division?: string;
                /** @description Identifies the name of a department. */
                department?: string;
                /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                manager?: {
                    /** @description The id of the SCIM resource representing the User's manager. */
                    value?: string;
                    /** @description The URI of the SCIM resource representing the User's manager. */
                    $ref?: string;
                    /** @description The displayName of the User's manager. */
                    displayName?: string;
                };
            };
            /** @description What a User is in the CRM */
            "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                /**
                 * @description The access mode in all instances; 'Read-Write' when unassigned.
                 * @enum {string}
                 */
                accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                /**
                 * @description The client access license type; for information.
                 * @enum {string}
                 */
                calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                /**
                 * @description What kind of user this is.
                 * @enum {string}
                 */
                userKind?: "person" | "nonInteractive" | "application";
                /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                licenses?: {
                    /** @description Identifier of the SKU. */
                    skuId?: string;
                    /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                    skuPartNumber?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description State of the license. */
                    status?: string;
                    /** @description Why the license is in state 'error'. */
                    error?: string;
                    /**
                     * Format: date-time
                     * @description When the license was assigned.
                     */
                    assignedAt?: string;
                    /** @description The Group that gives the license; unassigned for a direct one. */
                    assignedByGroup?: string;
                    /** @description Service plans of the SKU that are switched off. */
                    disabledPlans?: string[];
                    /** @description Whether this is the preferred license; 'true' appears no more than once. */
                    primary?: boolean;
                }[];
                /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                licenseSkus?: string;
                /**
                 * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                 * @enum {string}
                 */
                usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                /** @description Name or path of the business unit, e.g. 'Root/North'. */
                businessUnit?: string;
                /** @description The security roles of the User. securityRoleNames shows the same as text. */
                securityRoles?: {
                    /** @description Identifier or name of the security role. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description The instance in which the role is held; unassigned means all. */
                    instance?: string;
                    /** @description Name or path of the business unit whose role it is. */
                    businessUnit?: string;
                    /** @description Where the role comes from. */
                    source?: string;
                }[];
                /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                securityRoleNames?: string;
                /** @description The administrator roles of the User. */
                administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                /** @description The invitation of the User. */
                invitation?: {
                    /** @description State of the invitation. */
                    status?: string;
                    /**
                     * Format: date-time
                     * @description When it was sent.
                     */
                    issuedAt?: string;
                    /**
                     * Format: date-time
                     * @description When it expires unless accepted.
                     */
                    expiresAt?: string;
                    /**
                     * Format: date-time
                     * @description When it was accepted.
                     */
                    acceptedAt?: string;
                    /** @description Whether a seat is held for the User while the invitation is open. */
                    holdsSeat?: boolean;
                };
                /** @description Whether an invitation is to be sent while one is required. */
                sendInvitation?: boolean;
                /** @description Application id of an application user. */
                applicationId?: string;
                /** @description Identifier of the User in the external directory. */
                directoryObjectId?: string;
                /** @description What the User is in each CRM instance; returned only when asked for by name. */
                instances?: {
                    /** @description Identifier of the instance. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description Identifier of the User's record in the instance. */
                    recordId?: string;
                    /** @description Whether the record exists. */
                    synced?: boolean;
                    /** @description Whether the record is enabled. */
                    enabled?: boolean;
                    /** @description Whether the User can sign in to the instance. */
                    canSignIn?: boolean;
                    /** @description The access mode in the instance. */
                    accessMode?: string;
                    /** @description What the access mode and licenses permit. */
                    features?: string[];
                    /** @description Why the User can or cannot sign in. */
                    reasons?: string[];
                    /**
                     * Format: date-time
                     * @description When the record was last synchronized.
                     */
                    lastSyncedAt?: string;
                }[];
            };
        } & {
            [key: string]: components["schemas"]["JsonValue"];
        };
        /** CreatedUser */
        CreatedUser: {
            user: components["schemas"]["User"];
            /** @description Shown this once; it must be changed at the first sign-in. */
            temporaryPassword?: string;
            warnings: "PASSWORD_MAIL_IS_CLEAR_TEXT"[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
        };
        /** PasswordReset */
        PasswordReset: {
            /** @description Shown this once; it must be changed at the first sign-in. */
            temporaryPassword: string;
            warnings: "PASSWORD_MAIL_IS_CLEAR_TEXT"[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
        };
        /** Remedy */
        Remedy: {
            operationId: string;
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Below `/admin/v1`, as it is sent, and as `POST /previews` takes it. */
            path: string;
            /** @description As it is sent; without the members that `asks` names. */
            body?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** @description What the administrator has to choose: members of the body, or `sku` for `{sku}` in the path. Empty if the request is complete. */
            asks: string[];
            /** @description Whether the administrator roles of the caller permit it. */
            permitted: boolean;
            /** @description The roles that permit it. */
            needs: ("global" | "billing" | "password" | "service" | "userManagement")[];
        };
        /** Access */
        Access: {
            userId: string;
            userName: string;
            instance: {
                id: string;
                name: string;
                displayName: string;
            };
            /** @description The id of the record in the instance, if there is one. */
            recordId?: string;
            /** @enum {string} */
            kind: "person" | "application" | "stub" | "system";
            /** @description The instance has a record that follows the directory. */
            synced: boolean;
            /** @description The record is enabled, as the instance shows it now. */
            enabled: boolean;
            licenseConsumed: boolean;
            portalSignIn: boolean;
            canSignIn: boolean;
            apiAccess: boolean;
            /** @enum {string} */
            features: "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";
            /** @enum {string} */
            accessMode: "Read-Write" | "Administrative" | "Read" | "Support User" | "Non-interactive" | "Delegated Admin";
            roles: {
                id: string;
                name: string;
                /** @enum {string} */
                source: "direct" | "adminRole";
            }[];
            /**
             * @description The kind of team that gives the roles.
             * @enum {string}
             */
            teamRole?: "none" | "owner" | "group";
            businessUnit?: string;
            /** @description The license of those that open the instance, or the one that could be had. */
            license?: {
                /** @enum {string} */
                state: "active" | "held" | "error" | "released" | "none";
                partNumber: string;
                /** Format: date-time */
                since?: string;
                seatsAvailable: number;
            };
            invitation?: {
                /** @enum {string} */
                state: "none" | "required" | "invited" | "accepted" | "expired" | "rejected" | "revoked";
                /** Format: date-time */
                issuedAt?: string;
                /** Format: date-time */
                expiresAt?: string;
            };
            /** @description The group that guards the instance. */
            securityGroup?: {
                id: string;
                name?: string;
                /** @enum {string} */
                member: "direct" | "nested" | "no";
            };
            reasons: {
                /** @enum {string} */
                code: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                /** @enum {string} */
                effect: "disables" | "refuses" | "explains";
                nextStep: string;
                /** @description The last change that mattered for this reason; told of one user, not of a page. */
                changedBy?: {
                    id: string;
                    /** Format: date-time */
                    time: string;
                    action: string;
                    resourceType: string;
                    resourceId: string;
                    actor: {
                        kind: string;
                        id: string;
                        /** @description The name of the connection, token or person, if it still exists; `command line`, `server (sync)`. */
                        name?: string;
                        /** @description Of a person. */
                        userName?: string;
                    };
                    trigger: string;
                    requestId?: string;
                };
                /** @description The operations that do something about it, the recommended one first; told of one user, not of a page. */
                actions?: components["schemas"]["Remedy"][];
            }[];
            /** @description What was checked, in order: `failed` and `pending` keep the user out, `notReached` depends on an earlier check. Told of one user, not of a page. */
            checks?: {
                /** @enum {string} */
                check: "account" | "signIn" | "license" | "securityGroup" | "record" | "invitation" | "securityRole";
                /** @enum {string} */
                state: "passed" | "failed" | "pending" | "notNeeded" | "notReached";
                /** @description The reasons that belong to the check. */
                reasons: ("STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION")[];
            }[];
            /** @description The pending synchronization of the record. */
            pending?: {
                cause: string;
                /** Format: date-time */
                askedAt: string;
                parked?: string;
            };
            /**
             * Format: date-time
             * @description Since when the reasons are these.
             */
            since?: string;
            /** @description The newest change that caused one of the reasons. */
            changedBy?: {
                /** @description The cause of the synchronization: `user.changed`, `members`, `forced`. */
                cause?: string;
                /** @description The entry of the audit trail that it came from, where it can be told. */
                entry?: {
                    id: string;
                    /** Format: date-time */
                    time: string;
                    action: string;
                    resourceType: string;
                    resourceId: string;
                    actor: {
                        kind: string;
                        id: string;
                        /** @description The name of the connection, token or person, if it still exists; `command line`, `server (sync)`. */
                        name?: string;
                        /** @description Of a person. */
                        userName?: string;
                    };
                    trigger: string;
                    requestId?: string;
                };
            };
            /** Format: date-time */
            lastSyncedAt?: string;
            /** @description The problems that prevent columns of the record from being filled. */
            problems?: string[];
        };
        /** PastAccess */
        PastAccess: {
            userId: string;
            /** @description As it is now; absent once the user is deleted for good. */
            userName?: string;
            instance: {
                id: string;
                name: string;
                displayName: string;
            };
            /** @description False if nothing is remembered; then the members of the decision are absent. */
            known: boolean;
            /** @description If not known: true if it was before the history began; false if the user had neither a record nor a license in the instance, and no access. */
            beforeHistory?: boolean;
            /**
             * Format: date-time
             * @description If not known: since when the history is complete.
             */
            historySince?: string;
            /** @enum {string} */
            kind?: "person" | "application" | "stub" | "system";
            portalSignIn?: boolean;
            canSignIn?: boolean;
            apiAccess?: boolean;
            /** @enum {string} */
            features?: "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";
            /** @enum {string} */
            accessMode?: "Read-Write" | "Administrative" | "Read" | "Support User" | "Non-interactive" | "Delegated Admin";
            roles?: {
                id: string;
                /** @description As it is now; absent once the role is deleted. */
                name?: string;
            }[];
            /** @enum {string} */
            teamRole?: "none" | "owner" | "group";
            license?: {
                /** @enum {string} */
                state: "active" | "held" | "error" | "none";
            };
            invitation?: {
                /** @enum {string} */
                state: "none" | "required" | "invited" | "accepted" | "expired" | "rejected" | "revoked";
            };
            securityGroup?: {
                /** @enum {string} */
                member: "direct" | "nested" | "no";
            };
            reasons?: {
                /** @enum {string} */
                code: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                /** @enum {string} */
                effect: "disables" | "refuses" | "explains";
            }[];
            /**
             * Format: date-time
             * @description Since when this was so.
             */
            since?: string;
            /**
             * Format: date-time
             * @description Until when; absent while it lasts.
             */
            until?: string;
            /**
             * Format: date-time
             * @description When the directory decided it.
             */
            decidedAt?: string;
            /**
             * Format: date-time
             * @description When it took effect: access that is gained waits for synchronization.
             */
            inEffectAt?: string;
            /** @description The change that caused it; absent if time did, or if it cannot be told. */
            changedBy?: {
                /** @description The entry of the audit trail that it came from, where it can be told. */
                entry: {
                    id: string;
                    /** Format: date-time */
                    time: string;
                    action: string;
                    resourceType: string;
                    resourceId: string;
                    actor: {
                        kind: string;
                        id: string;
                        /** @description The name of the connection, token or person, if it still exists; `command line`, `server (sync)`. */
                        name?: string;
                        /** @description Of a person. */
                        userName?: string;
                    };
                    trigger: string;
                    requestId?: string;
                };
            };
            /** @description True if it is from before the history began, and was rebuilt from the audit trail. */
            rebuilt?: boolean;
        };
        /** AnyAccess */
        AnyAccess: components["schemas"]["Access"] | components["schemas"]["PastAccess"];
        /** AnyAccessList */
        AnyAccessList: {
            value: components["schemas"]["AnyAccess"][];
        };
        /** PastAccessPage */
        PastAccessPage: {
            value: components["schemas"]["PastAccess"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** AccessDifference */
        AccessDifference: {
            /** @description Users whose access to an instance ends, once for each instance. */
            loses: number;
            /** @description Users who get access. */
            gains: number;
            /** @description Users whose access changes in another way: reasons, mode, roles. */
            changes: number;
            instances: {
                id: string;
                name: string;
                /** @description The users concerned who have access before. */
                before: number;
                /** @description The users concerned who have access after. */
                after: number;
                loses: number;
                gains: number;
                changes: number;
                /** @description The number of users by reason. */
                reasonsAdded: {
                    [key: string]: number;
                };
                /** @description The number of users by reason. */
                reasonsRemoved: {
                    [key: string]: number;
                };
            }[];
            seats: {
                skuId: string;
                partNumber: string;
                availableBefore: number;
                availableAfter: number;
                /** @description Users who get a seat. */
                assigned: number;
                /** @description Users who lose theirs. */
                released: number;
                /** @description Users who have waited and get one. */
                served: number;
                /** @description Users who begin to wait. */
                waiting: number;
            }[];
            roles: {
                instance: string;
                role: string;
                added: number;
                removed: number;
            }[];
            records: {
                created: number;
                enabled: number;
                disabled: number;
                changed: number;
            };
            /** @description The number of mails by kind. */
            mails: {
                [key: string]: number;
            };
            /** @description A page of the users, those who lose access first. */
            value: components["schemas"]["PersonDifference"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** AnyAccessPage */
        AnyAccessPage: {
            value: components["schemas"]["AnyAccess"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** License */
        License: {
            skuId: string;
            skuPartNumber: string;
            display?: string;
            /** @enum {string} */
            status: "active" | "held" | "error" | "released";
            error?: string;
            /** @description A moment as in RFC 3339. */
            since: string;
            /** @description The id of the group that gives it, if nothing else does. */
            assignedByGroup?: string;
        };
        /** ListedUser */
        ListedUser: {
            /** @description URNs of the schemas of the resource. */
            schemas: string[];
            /** @description Identifier of the resource, set by the service provider; never reused. */
            id: string;
            /** @description Identifier of the resource as the provisioning client defined it. */
            externalId?: string;
            /** @description Resource metadata, set by the service provider. */
            meta: {
                /** @description Name of the resource type. */
                resourceType?: string;
                /**
                 * Format: date-time
                 * @description When the resource was added to the service provider.
                 */
                created?: string;
                /**
                 * Format: date-time
                 * @description When the resource was last changed.
                 */
                lastModified?: string;
                /** @description URI of the resource. */
                location?: string;
                /** @description Version of the resource, as in the ETag header. */
                version?: string;
            };
            /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
            userName: string;
            /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
            name?: {
                /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                formatted?: string;
                /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                familyName?: string;
                /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                givenName?: string;
                /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                middleName?: string;
                /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                honorificPrefix?: string;
                /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                honorificSuffix?: string;
            };
            /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
            displayName?: string;
            /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
            nickName?: string;
            /** @description A fully qualified URL pointing to a page representing the User's online profile. */
            profileUrl?: string;
            /** @description The user's title, such as 'Vice President'. */
            title?: string;
            /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
            userType?: string;
            /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
            preferredLanguage?: string;
            /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
            locale?: string;
            /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
            timezone?: string;
            /** @description A Boolean value indicating the User's administrative status. */
            active?: boolean;
            /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
            emails?: {
                /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
            phoneNumbers?: {
                /** @description Phone number of the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description Instant messaging addresses for the User. */
            ims?: {
                /** @description Instant messaging address for the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description URLs of photos of the User. */
            photos?: {
                /** @description URL of a photo of the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
            addresses?: {
                /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                formatted?: string;
                /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                streetAddress?: string;
                /** @description The city or locality component. */
                locality?: string;
                /** @description The state or region component. */
                region?: string;
                /** @description The zip code or postal code component. */
                postalCode?: string;
                /** @description The country name component. */
                country?: string;
                /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
            }[];
            /** @description A list of groups to which the user belongs, either through direct membership, through nested groups, or dynamically calculated. */
            groups?: {
                /** @description The identifier of the User's group. */
                value?: string;
                /** @description The URI of the corresponding 'Group' resource to which the user belongs. */
                $ref?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'direct' or 'indirect'. */
                type?: string;
            }[];
            /** @description A list of entitlements for the User that represent a thing the User has. */
            entitlements?: {
                /** @description The value of an entitlement. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
            roles?: {
                /** @description The value of a role. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                primary?: boolean;
            }[];
            /** @description A list of certificates issued to the User. */
            x509Certificates?: {
                /** @description The value of an X.509 certificate: DER in base64. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                primary?: boolean;
            }[];
            /** @description Enterprise User */
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                employeeNumber?: string;
                /** @description Identifies the name of a cost center. */
                costCenter?: string;
                /** @description Identifies the name of an organization. */
                organization?: string;
                /** @description Identifies the name of a division. */
                division?: string;
                /** @description Identifies the name of a department. */
                department?: string;
                /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                manager?: {
                    /** @description The id of the SCIM resource representing the User's manager. */
                    value?: string;
                    /** @description The URI of the SCIM resource representing the User's manager. */
                    $ref?: string;
                    /** @description The displayName of the User's manager. */
                    displayName?: string;
                };
            };
            /** @description What a User is in the CRM */
            "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                /**
                 * @description The access mode in all instances; 'Read-Write' when unassigned.
                 * @enum {string}
                 */
                accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                /**
                 * @description The client access license type; for information.
                 * @enum {string}
                 */
                calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                /**
                 * @description What kind of user this is.
                 * @enum {string}
                 */
                userKind?: "person" | "nonInteractive" | "application";
                /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                licenses?: {
                    /** @description Identifier of the SKU. */
                    skuId?: string;
                    /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                    skuPartNumber?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description State of the license. */
                    status?: string;
                    /** @description Why the license is in state 'error'. */
                    error?: string;
                    /**
                     * Format: date-time
                     * @description When the license was assigned.
                     */
                    assignedAt?: string;
                    /** @description The Group that gives the license; unassigned for a direct one. */
                    assignedByGroup?: string;
                    /** @description Service plans of the SKU that are switched off. */
                    disabledPlans?: string[];
                    /** @description Whether this is the preferred license; 'true' appears no more than once. */
                    primary?: boolean;
                }[];
                /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                licenseSkus?: string;
                /**
                 * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                 * @enum {string}
                 */
                usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                /** @description Name or path of the business unit, e.g. 'Root/North'. */
                businessUnit?: string;
                /** @description The security roles of the User. securityRoleNames shows the same as text. */
                securityRoles?: {
                    /** @description Identifier or name of the security role. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description The instance in which the role is held; unassigned means all. */
                    instance?: string;
                    /** @description Name or path of the business unit whose role it is. */
                    businessUnit?: string;
                    /** @description Where the role comes from. */
                    source?: string;
                }[];
                /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                securityRoleNames?: string;
                /** @description The administrator roles of the User. */
                administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                /** @description The invitation of the User. */
                invitation?: {
                    /** @description State of the invitation. */
                    status?: string;
                    /**
                     * Format: date-time
                     * @description When it was sent.
                     */
                    issuedAt?: string;
                    /**
                     * Format: date-time
                     * @description When it expires unless accepted.
                     */
                    expiresAt?: string;
                    /**
                     * Format: date-time
                     * @description When it was accepted.
                     */
                    acceptedAt?: string;
                    /** @description Whether a seat is held for the User while the invitation is open. */
                    holdsSeat?: boolean;
                };
                /** @description Whether an invitation is to be sent while one is required. */
                sendInvitation?: boolean;
                /** @description Application id of an application user. */
                applicationId?: string;
                /** @description Identifier of the User in the external directory. */
                directoryObjectId?: string;
                /** @description What the User is in each CRM instance; returned only when asked for by name. */
                instances?: {
                    /** @description Identifier of the instance. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description Identifier of the User's record in the instance. */
                    recordId?: string;
                    /** @description Whether the record exists. */
                    synced?: boolean;
                    /** @description Whether the record is enabled. */
                    enabled?: boolean;
                    /** @description Whether the User can sign in to the instance. */
                    canSignIn?: boolean;
                    /** @description The access mode in the instance. */
                    accessMode?: string;
                    /** @description What the access mode and licenses permit. */
                    features?: string[];
                    /** @description Why the User can or cannot sign in. */
                    reasons?: string[];
                    /**
                     * Format: date-time
                     * @description When the record was last synchronized.
                     */
                    lastSyncedAt?: string;
                }[];
            };
            /** @description What `include` asks for. */
            included?: {
                licenses?: components["schemas"]["License"][];
                /** @description The access to each instance that the user is of, as it was last decided. */
                access?: {
                    instance: {
                        id: string;
                        name: string;
                    };
                    /** @enum {string} */
                    features: "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";
                    /** @enum {string} */
                    mode: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    reasons: ("STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION")[];
                }[];
                administratorRoles?: string[];
                /** @description Groups of which the user is a direct member. */
                groupsCount?: number;
                source?: {
                    connection?: string;
                    /** @description Whether a provider has given it an externalId. */
                    provided: boolean;
                };
            };
        } & {
            [key: string]: components["schemas"]["JsonValue"];
        };
        /** ListedUserPage */
        ListedUserPage: {
            value: components["schemas"]["ListedUser"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
            /** @description The number of matches on all pages, if `count` asks for it. */
            count?: {
                value: number;
                /** @enum {string} */
                relation: "exact" | "atLeast";
            };
        };
        /** Deletion */
        Deletion: {
            id: string;
            /** Format: date-time */
            restorableUntil: string;
            /** @description Hints for the administrator. */
            hints: {
                code: string;
                detail: string;
            }[];
        };
        /** DeletedUser */
        DeletedUser: {
            id: string;
            userName: string;
            /** @description The person's name. */
            displayName: string;
            /** Format: date-time */
            deletedAt: string;
            /** Format: date-time */
            restorableUntil: string;
        };
        /** DeletedUserPage */
        DeletedUserPage: {
            value: components["schemas"]["DeletedUser"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** RestoredUser */
        RestoredUser: {
            /** @description URNs of the schemas of the resource. */
            schemas: string[];
            /** @description Identifier of the resource, set by the service provider; never reused. */
            id: string;
            /** @description Identifier of the resource as the provisioning client defined it. */
            externalId?: string;
            /** @description Resource metadata, set by the service provider. */
            meta: {
                /** @description Name of the resource type. */
                resourceType?: string;
                /**
                 * Format: date-time
                 * @description When the resource was added to the service provider.
                 */
                created?: string;
                /**
                 * Format: date-time
                 * @description When the resource was last changed.
                 */
                lastModified?: string;
                /** @description URI of the resource. */
                location?: string;
                /** @description Version of the resource, as in the ETag header. */
                version?: string;
            };
            /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
            userName: string;
            /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
            name?: {
                /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                formatted?: string;
                /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                familyName?: string;
                /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                givenName?: string;
                /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                middleName?: string;
                /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                honorificPrefix?: string;
                /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                honorificSuffix?: string;
            };
            /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
            displayName?: string;
            /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
            nickName?: string;
            /** @description A fully qualified URL pointing to a page representing the User's online profile. */
            profileUrl?: string;
            /** @description The user's title, such as 'Vice President'. */
            title?: string;
            /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
            userType?: string;
            /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
            preferredLanguage?: string;
            /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
            locale?: string;
            /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
            timezone?: string;
            /** @description A Boolean value indicating the User's administrative status. */
            active?: boolean;
            /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
            emails?: {
                /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
            phoneNumbers?: {
                /** @description Phone number of the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description Instant messaging addresses for the User. */
            ims?: {
                /** @description Instant messaging address for the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description URLs of photos of the User. */
            photos?: {
                /** @description URL of a photo of the User. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
            addresses?: {
                /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                formatted?: string;
                /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                streetAddress?: string;
                /** @description The city or locality component. */
                locality?: string;
                /** @description The state or region component. */
                region?: string;
                /** @description The zip code or postal code component. */
                postalCode?: string;
                /** @description The country name component. */
                country?: string;
                /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
            }[];
            /** @description A list of groups to which the user belongs, either through direct membership, through nested groups, or dynamically calculated. */
            groups?: {
                /** @description The identifier of the User's group. */
                value?: string;
                /** @description The URI of the corresponding 'Group' resource to which the user belongs. */
                $ref?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function, e.g. 'direct' or 'indirect'. */
                type?: string;
            }[];
            /** @description A list of entitlements for the User that represent a thing the User has. */
            entitlements?: {
                /** @description The value of an entitlement. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                primary?: boolean;
            }[];
            /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
            roles?: {
                /** @description The value of a role. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                primary?: boolean;
            }[];
            /** @description A list of certificates issued to the User. */
            x509Certificates?: {
                /** @description The value of an X.509 certificate: DER in base64. */
                value?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description A label indicating the attribute's function. */
                type?: string;
                /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                primary?: boolean;
            }[];
            /** @description Enterprise User */
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                employeeNumber?: string;
                /** @description Identifies the name of a cost center. */
                costCenter?: string;
                /** @description Identifies the name of an organization. */
                organization?: string;
                /** @description Identifies the name of a division. */
                division?: string;
                /** @description Identifies the name of a department. */
                department?: string;
                /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                manager?: {
                    /** @description The id of the SCIM resource representing the User's manager. */
                    value?: string;
                    /** @description The URI of the SCIM resource representing the User's manager. */
                    $ref?: string;
                    /** @description The displayName of the User's manager. */
                    displayName?: string;
                };
            };
            /** @description What a User is in the CRM */
            "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                /**
                 * @description The access mode in all instances; 'Read-Write' when unassigned.
                 * @enum {string}
                 */
                accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                /**
                 * @description The client access license type; for information.
                 * @enum {string}
                 */
                calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                /**
                 * @description What kind of user this is.
                 * @enum {string}
                 */
                userKind?: "person" | "nonInteractive" | "application";
                /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                licenses?: {
                    /** @description Identifier of the SKU. */
                    skuId?: string;
                    /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                    skuPartNumber?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description State of the license. */
                    status?: string;
                    /** @description Why the license is in state 'error'. */
                    error?: string;
                    /**
                     * Format: date-time
                     * @description When the license was assigned.
                     */
                    assignedAt?: string;
                    /** @description The Group that gives the license; unassigned for a direct one. */
                    assignedByGroup?: string;
                    /** @description Service plans of the SKU that are switched off. */
                    disabledPlans?: string[];
                    /** @description Whether this is the preferred license; 'true' appears no more than once. */
                    primary?: boolean;
                }[];
                /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                licenseSkus?: string;
                /**
                 * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                 * @enum {string}
                 */
                usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                /** @description Name or path of the business unit, e.g. 'Root/North'. */
                businessUnit?: string;
                /** @description The security roles of the User. securityRoleNames shows the same as text. */
                securityRoles?: {
                    /** @description Identifier or name of the security role. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description The instance in which the role is held; unassigned means all. */
                    instance?: string;
                    /** @description Name or path of the business unit whose role it is. */
                    businessUnit?: string;
                    /** @description Where the role comes from. */
                    source?: string;
                }[];
                /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                securityRoleNames?: string;
                /** @description The administrator roles of the User. */
                administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                /** @description The invitation of the User. */
                invitation?: {
                    /** @description State of the invitation. */
                    status?: string;
                    /**
                     * Format: date-time
                     * @description When it was sent.
                     */
                    issuedAt?: string;
                    /**
                     * Format: date-time
                     * @description When it expires unless accepted.
                     */
                    expiresAt?: string;
                    /**
                     * Format: date-time
                     * @description When it was accepted.
                     */
                    acceptedAt?: string;
                    /** @description Whether a seat is held for the User while the invitation is open. */
                    holdsSeat?: boolean;
                };
                /** @description Whether an invitation is to be sent while one is required. */
                sendInvitation?: boolean;
                /** @description Application id of an application user. */
                applicationId?: string;
                /** @description Identifier of the User in the external directory. */
                directoryObjectId?: string;
                /** @description What the User is in each CRM instance; returned only when asked for by name. */
                instances?: {
                    /** @description Identifier of the instance. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description Identifier of the User's record in the instance. */
                    recordId?: string;
                    /** @description Whether the record exists. */
                    synced?: boolean;
                    /** @description Whether the record is enabled. */
                    enabled?: boolean;
                    /** @description Whether the User can sign in to the instance. */
                    canSignIn?: boolean;
                    /** @description The access mode in the instance. */
                    accessMode?: string;
                    /** @description What the access mode and licenses permit. */
                    features?: string[];
                    /** @description Why the User can or cannot sign in. */
                    reasons?: string[];
                    /**
                     * Format: date-time
                     * @description When the record was last synchronized.
                     */
                    lastSyncedAt?: string;
                }[];
            };
            /** @description What was not restored, and the next step. */
            notRestored: {
                /** @enum {string} */
                type: "securityRole" | "businessUnit" | "team" | "license" | "invitation" | "group" | "externalId";
                name: string;
                instance?: string;
                detail: string;
            }[];
        } & {
            [key: string]: components["schemas"]["JsonValue"];
        };
        /** UserColumn */
        UserColumn: {
            path: string;
            title: string;
        };
        /** UserColumnList */
        UserColumnList: {
            value: components["schemas"]["UserColumn"][];
        };
        /** UserImport */
        UserImport: {
            id: string;
            /** @enum {string} */
            state: "planned" | "applied";
            columns: {
                name: string;
                /** @description The attribute that it fills; absent if it is left out. */
                path?: string;
            }[];
            /** @description The lines by what is done with them. */
            counts: {
                create: number;
                update: number;
                unchanged: number;
                refused: number;
            };
            /** @description What the licenses of the created users need, and what is free now. */
            seats: {
                skuId: string;
                partNumber: string;
                needed: number;
                available: number;
            }[];
            /** @description The job that applies it. */
            jobId?: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the plan, and passwords that nobody took, are forgotten.
             */
            expiresAt: string;
        };
        /** UserImportLine */
        UserImportLine: {
            /** @description The number of the line in the file. */
            line: number;
            /** @enum {string} */
            action: "create" | "update" | "unchanged" | "refused";
            /** @description The user whom it is about, if there is one yet. */
            userId?: string;
            userName?: string;
            /** @description The attributes that an update changes. */
            changed?: string[];
            /** @description Why it is refused. */
            code?: string;
            /** @description The value at fault, and what to do. */
            detail?: string;
        };
        /** UserImportLinePage */
        UserImportLinePage: {
            value: components["schemas"]["UserImportLine"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** Job */
        Job: {
            id: string;
            /** @enum {string} */
            kind: "assignLicenses" | "removeLicenses" | "block" | "unblock" | "delete" | "restore" | "addToGroup" | "removeFromGroup" | "addRoles" | "removeRoles" | "moveUnit" | "setMode" | "invite" | "sync" | "importUsers";
            /** @description What it needs to know besides its users, as it was asked for. */
            params: {
                sku?: string;
                group?: string;
                instance?: string;
                roles?: string[];
                businessUnit?: string;
                mode?: string;
                import?: string;
            };
            /** @enum {string} */
            state: "selecting" | "running" | "done" | "canceled";
            /** @description The users it is about. */
            total: number;
            /** @description The users that are through, whether or not it failed for them. */
            done: number;
            failed: number;
            startedBy: {
                kind: string;
                id: string;
            };
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description How long the rest takes, as it went so far. */
            etaSeconds?: number;
        };
        /** ImportedPassword */
        ImportedPassword: {
            userId: string;
            userName: string;
            temporaryPassword: string;
        };
        /** ImportedPasswordList */
        ImportedPasswordList: {
            value: components["schemas"]["ImportedPassword"][];
        };
        /** Administrator */
        Administrator: {
            id: string;
            userName: string;
            displayName: string;
            /** @description A user who is not active cannot use the roles. */
            active: boolean;
            roles: ("global" | "billing" | "password" | "service" | "userManagement")[];
        };
        /** AdministratorPage */
        AdministratorPage: {
            value: components["schemas"]["Administrator"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** AdministratorRoles */
        AdministratorRoles: {
            id: string;
            roles: ("global" | "billing" | "password" | "service" | "userManagement")[];
        };
        /** Group */
        Group: {
            /** @description URNs of the schemas of the resource. */
            schemas: string[];
            /** @description Identifier of the resource, set by the service provider; never reused. */
            id: string;
            /** @description Identifier of the resource as the provisioning client defined it. */
            externalId?: string;
            /** @description Resource metadata, set by the service provider. */
            meta: {
                /** @description Name of the resource type. */
                resourceType?: string;
                /**
                 * Format: date-time
                 * @description When the resource was added to the service provider.
                 */
                created?: string;
                /**
                 * Format: date-time
                 * @description When the resource was last changed.
                 */
                lastModified?: string;
                /** @description URI of the resource. */
                location?: string;
                /** @description Version of the resource, as in the ETag header. */
                version?: string;
            };
            /** @description A human-readable name for the Group. REQUIRED. */
            displayName: string;
            /** @description What a Group is in the CRM */
            "urn:ietf:params:scim:schemas:extension:crm:2.0:Group"?: {
                /**
                 * @description Whether the Group guards instances and gives licenses, or is a team.
                 * @enum {string}
                 */
                groupType?: "security" | "team";
                /** @description The instances that this Group guards. */
                instances?: {
                    /** @description Identifier of the instance. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                }[];
                /** @description Identifiers of the instances that this Group guards, separated by ';'. */
                guardsInstance?: string;
                /** @description The licenses that each member gets, named by skuId or skuPartNumber. */
                licenses?: {
                    /** @description Identifier of the SKU. */
                    skuId?: string;
                    /** @description Part number of the SKU. */
                    skuPartNumber?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description Service plans of the SKU that are switched off. */
                    disabledPlans?: string[];
                }[];
                /** @description The security roles that each member gets from the team. */
                securityRoles?: {
                    /** @description Identifier or name of the security role. */
                    value?: string;
                    /** @description A human-readable name, primarily used for display purposes. */
                    display?: string;
                    /** @description The instance in which the role is held; unassigned means all. */
                    instance?: string;
                    /** @description Name or path of the business unit whose role it is. */
                    businessUnit?: string;
                }[];
                /** @description Name or path of the business unit of the team. */
                businessUnit?: string;
            };
            /** @description How many members it has. */
            memberCount: number;
        } & {
            [key: string]: components["schemas"]["JsonValue"];
        };
        /** GroupPage */
        GroupPage: {
            value: components["schemas"]["Group"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
            /** @description The number of matches on all pages, if `count` asks for it. */
            count?: {
                value: number;
                /** @enum {string} */
                relation: "exact" | "atLeast";
            };
        };
        /** GroupUses */
        GroupUses: {
            guards: {
                id: string;
                name: string;
                displayName: string;
            }[];
            licenses: {
                id: string;
                partNumber: string;
                displayName: string;
            }[];
            teams: {
                id: string;
                name: string;
                instanceId: string;
                roles: string[];
            }[];
            /** @description The connection that changed the group or its members over SCIM last. */
            providedBy?: {
                name?: string;
                /** Format: date-time */
                at: string;
            };
        };
        /** Candidate */
        Candidate: {
            id: string;
            displayName: string;
            /** @description Whether the person has a seat of any SKU. */
            licensed: boolean;
        };
        /** CandidatePage */
        CandidatePage: {
            value: components["schemas"]["Candidate"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** Member */
        Member: {
            id: string;
            /**
             * @description Null if the id is unknown; the member then has no effect.
             * @enum {string|null}
             */
            type: "User" | "Group" | null;
            displayName: string | null;
            /** @description Of a user: whether it has a seat of any SKU. */
            licensed?: boolean;
        };
        /** MemberPage */
        MemberPage: {
            value: components["schemas"]["Member"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** MembersChanged */
        MembersChanged: {
            /** @description How many were no members before. */
            added: number;
            removed: number;
        };
        /** Sku */
        Sku: {
            id: string;
            partNumber: string;
            displayName: string;
            purchased: number;
            offerMinimum: number;
            assigned: number;
            /** @description Seats that open invitations hold. */
            held: number;
            consumed?: number;
            /** @description Seats that can be given now. */
            available: number;
            /** @description The value of `purchased` after an open reduction takes effect. */
            pendingPurchased?: number;
            /** @enum {string} */
            billingCycle?: "monthly" | "yearly";
            /** @description A moment as in RFC 3339. */
            nextCycleAt?: string;
            /** @description Ids of the instances it opens; empty means all. May be given by name. */
            instances?: string[];
            version?: string;
            /** @description A moment as in RFC 3339. */
            createdAt?: string;
            /** @description A moment as in RFC 3339. */
            lastModifiedAt?: string;
        };
        /** SkuPage */
        SkuPage: {
            value: components["schemas"]["Sku"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** RemovedSku */
        RemovedSku: {
            id: string;
            partNumber: string;
            /** @description Names of instances that no SKU opens any longer. */
            instancesWithoutSku: string[];
        };
        /** Reduction */
        Reduction: {
            id: string;
            target: number;
            /** @enum {string} */
            state: "requested" | "scheduled" | "applied" | "failed" | "withdrawn";
            /** @description A moment as in RFC 3339. */
            requestedAt: string;
            /** @description A moment as in RFC 3339. */
            effectiveAt?: string;
        };
        /** ReductionList */
        ReductionList: {
            value: components["schemas"]["Reduction"][];
        };
        /** Seat */
        Seat: {
            /** @description Id of the user. */
            id: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            /** @enum {string} */
            status: "active" | "held" | "error" | "released";
            error?: string;
            /** @description A moment as in RFC 3339. */
            since: string;
            /** @description A moment as in RFC 3339. */
            expiresAt?: string;
            sources: string[];
        };
        /** SeatPage */
        SeatPage: {
            value: components["schemas"]["Seat"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** SeatMovement */
        SeatMovement: {
            id: string;
            /** @description A moment as in RFC 3339. */
            at: string;
            skuId: string;
            userId?: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            movement: string;
            /** @description By which source: licenses, entitlements, group:ID, admin, invitation:ID, purchase, reduction, … */
            cause: string;
            /** @description How many were bought, or are to be there by a reduction. */
            seats?: number;
            actor: {
                kind?: string;
                id?: string;
            };
            requestId?: string;
            /** @description How many more seats are in use after it. */
            amount: number;
        };
        /** SeatMovementPage */
        SeatMovementPage: {
            value: components["schemas"]["SeatMovement"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** LicenseReport */
        LicenseReport: {
            nearlyExhausted: {
                skuId?: string;
                consumed?: number;
                limit?: number;
            }[];
            waiting: {
                skuId: string;
                users: number;
            }[];
            inactive: {
                skuId: string;
                users: number;
            }[];
            toBeReleased: {
                skuId: string;
                users: number;
            }[];
            failedReductions: {
                skuId: string;
                target: number;
            }[];
        };
        /** LicenseList */
        LicenseList: {
            value: components["schemas"]["License"][];
        };
        /** Invitation */
        Invitation: {
            id: string;
            userId: string;
            /** @description The person's name, in lists. */
            display?: string;
            /** @enum {string} */
            status: "Not Sent" | "Invited" | "Near Expired" | "Expired" | "Accepted" | "Rejected" | "Revoked";
            /** @description The CRM's code, `invitestatuscode`. */
            statusCode: number;
            /**
             * @description `first`: no access before it is accepted. `again`: sent after an earlier one was accepted, or after the user was enabled again.
             * @enum {string}
             */
            kind: "first" | "again";
            /** @description A moment as in RFC 3339. */
            issuedAt: string;
            /** @description A moment as in RFC 3339. */
            nearExpiryAt?: string;
            /** @description A moment as in RFC 3339. */
            expiresAt: string;
            /** @description When it was accepted, rejected, revoked or found expired. */
            endedAt?: string;
            /** @description The SKU of which a seat was held when it was sent. */
            skuId?: string;
            /** @description Whether a seat is held for it now. */
            holdsSeat: boolean;
            issuedBy: {
                kind: string;
                id: string;
            };
        };
        /** InvitationPage */
        InvitationPage: {
            value: components["schemas"]["Invitation"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** InvitationResult */
        InvitationResult: {
            userId: string;
            invitation?: components["schemas"]["Invitation"];
            /** @description Shown only once; anyone who has it can accept and reject. */
            link?: string;
            /** @description The last part of the link. */
            token?: string;
            warnings?: ("ACCESS_WAITS_FOR_ACCEPTANCE" | "INVITATION_NOT_REQUIRED" | "NOT_MAILED")[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
            /** @description Why this person was not invited. */
            error?: {
                title: string;
                /** @enum {string} */
                code?: "USER_DELETED" | "USER_NAMES_EXHAUSTED" | "TOO_LONG" | "SYSTEM_USER" | "STUB_USER" | "TOO_MANY_STUBS" | "IMPORT_HEADER" | "CSV_QUOTE_NOT_CLOSED" | "APPLICATION_SCOPE" | "APPLICATION_ID_REQUIRED" | "DUPLICATE_APPLICATION_USER" | "APPLICATION_USER_FIXED" | "DEACTIVATE_FIRST" | "APPLICATION_USER" | "NO_PASSWORD_FOR_APPLICATION_USER" | "NO_LICENSE_FOR_APPLICATION_USER" | "SIGN_IN_FAILED" | "SIGN_IN_BLOCKED" | "SIGN_IN_THROTTLED" | "SIGN_IN_BUSY" | "SESSION_ENDED" | "PASSWORD_CONFIRMATION_REQUIRED" | "SETUP_LINK_UNUSABLE" | "SETUP_DONE" | "CROSS_SITE_REQUEST" | "CSRF_TOKEN" | "PASSWORD_CHANGE_REQUIRED" | "PASSWORD_EXPIRED" | "PASSWORD_OF_PROVIDER" | "PASSWORD_OF_ADMINISTRATOR" | "PASSWORD_TOO_SHORT" | "PASSWORD_TOO_LONG" | "PASSWORD_IS_USER_NAME" | "PASSWORD_UNCHANGED" | "PASSWORD_IS_HASH" | "MAIL_ADDRESS" | "MAIL_ADDRESS_NOT_CONFIRMED" | "MAIL_ERASED" | "ADMIN_ROLE_SCOPE" | "GLOBAL_ADMINISTRATOR_ONLY" | "ADMINISTRATOR_ROLE_REQUIRED" | "OWN_GLOBAL_ROLE" | "LAST_GLOBAL_ADMINISTRATOR" | "UNKNOWN_SKU" | "SKU_IN_USE" | "SKU_OPENS_OTHERS" | "LICENSE_POOL_EXHAUSTED" | "LICENSE_INHERITED" | "NOT_LICENSED" | "ALREADY_LICENSED" | "BELOW_OFFER_MINIMUM" | "BELOW_CONSUMED" | "REDUCTION_OPEN" | "NO_REDUCTION" | "LICENSE_REQUIRED_TO_INVITE" | "CANNOT_INVITE_DISABLED_USER" | "CANNOT_INVITE_APPLICATION_USER" | "INVITATION_ACCEPTED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "INVITATION_EXPIRED" | "INVITATION_UNUSABLE" | "UNKNOWN_INSTANCE" | "INSTANCE_NAME_TAKEN" | "INSTANCE_IS_GUARDED" | "UNKNOWN_BUSINESS_UNIT" | "AMBIGUOUS_BUSINESS_UNIT" | "BUSINESS_UNIT_NAME_TAKEN" | "BUSINESS_UNIT_BELOW_ITSELF" | "ROOT_BUSINESS_UNIT" | "BUSINESS_UNIT_IN_USE" | "BUSINESS_UNIT_ROLES_IN_USE" | "UNKNOWN_ROLE" | "ROLE_NAME_TAKEN" | "ROLE_IS_MANAGED" | "ROLE_NOT_IN_BUSINESS_UNIT" | "ROLE_NOT_ALLOWED" | "SYSTEM_ADMINISTRATOR_REQUIRED" | "PRIVILEGE_ELEVATION" | "LAST_SYSTEM_ADMINISTRATOR" | "UNKNOWN_TEAM" | "TEAM_NAME_TAKEN" | "UNKNOWN_GROUP" | "GROUP_HAS_TEAM" | "GROUP_TEAM" | "WOULD_SHUT_OUT" | "UNKNOWN_HOLD" | "HOLD_CLOSED" | "NOT_HELD" | "ADMINISTRATORS_ONLY" | "LICENSE_REQUIRED_TO_CHANGE_MODE" | "NOT_SYNCHRONIZED_YET" | "RECORD_DISABLED" | "NON_INTERACTIVE_LIMIT" | "SYNC_PARKED" | "SYNC_WAITING" | "WORKFLOW_OPEN" | "WORKFLOW_CONFIRMED" | "WORKFLOW_MOVED" | "AUDIT_BROKEN";
                detail: string;
            };
        };
        /** InvitationResultList */
        InvitationResultList: {
            value: components["schemas"]["InvitationResult"][];
        };
        /** IssuedInvitation */
        IssuedInvitation: {
            invitation: components["schemas"]["Invitation"];
            /** @description Shown only once; anyone who has it can accept and reject. */
            link: string;
            /** @description The last part of the link. */
            token: string;
            warnings: ("ACCESS_WAITS_FOR_ACCEPTANCE" | "INVITATION_NOT_REQUIRED" | "NOT_MAILED")[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
        };
        /** Finding */
        Finding: {
            /** @enum {string} */
            code: "SINGLE_GLOBAL_ADMIN" | "NO_GLOBAL_ADMIN" | "SYNC_PARKED" | "MAILS_GIVEN_UP" | "TOKEN_ENDS_SOON" | "CLIENT_SECRET_ENDS_SOON" | "CONNECTION_SILENT" | "CHANGES_HELD" | "POOL_EXHAUSTED" | "POOL_NEARLY_EXHAUSTED" | "PEOPLE_WAIT_FOR_SEAT" | "INVITATION_REQUIRED" | "GUARD_MISSING" | "GUARD_EMPTY" | "NO_SYSTEM_ADMINISTRATOR" | "USERS_WITHOUT_ROLE" | "TEAM_GROUP_MISSING" | "WORKFLOW_FAILED";
            /** @enum {string} */
            severity: "info" | "warning" | "error";
            /** @description What was found. */
            detail: string;
            /** @description The next step. */
            nextStep: string;
            /**
             * Format: date-time
             * @description Since when it is so, where that is known.
             */
            since?: string;
            /** @description Ids, counts and names that it is about. */
            facts?: {
                [key: string]: string | number;
            };
            /** @description What it is about. */
            subject?: {
                type: string;
                id: string;
                name: string;
            };
            /** @description Where to remedy it. */
            action: {
                /** @description The page of the console, below `/console/`. */
                page: string;
                /** @description The operation that remedies it. */
                operationId?: string;
                /** @description The parameters of the operation that are known. */
                params?: {
                    [key: string]: string;
                };
            };
        };
        /** FindingList */
        FindingList: {
            value: components["schemas"]["Finding"][];
        };
        /** AccessCounts */
        AccessCounts: {
            instance: {
                id: string;
                name: string;
            };
            /** @description People who can enter. */
            can: number;
            /** @description People who enter once synchronization is done or they accept their invitation. */
            waiting: number;
            /** @description Its other people: those with a record or a seat, and administrators. */
            cannot: number;
            /** @description People who wait or cannot enter by reason, the most first; a person with several reasons counts for each. */
            byReason: {
                /** @enum {string} */
                code: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                users: number;
            }[];
        };
        /** Overview */
        Overview: {
            /** Format: date-time */
            at: string;
            users: {
                active: number;
                blocked: number;
                /** @description Deleted users who can still be restored. */
                deleted: number;
                /** @description Users created within seven days. */
                created7d: number;
            };
            seats: {
                id: string;
                partNumber: string;
                displayName: string;
                purchased: number;
                assigned: number;
                held: number;
                available: number;
                /** @description People who wait for a seat. */
                waiting: number;
            }[];
            access: components["schemas"]["AccessCounts"][];
            sync: {
                waiting: number;
                parked: number;
                lagSeconds: number;
            };
            connections: {
                id: string;
                name: string;
                /** @description The client that it seems to be. */
                client: string;
                confidence: number;
                /** Format: date-time */
                firstRequestAt?: string;
                /**
                 * Format: date-time
                 * @description May lag by a minute.
                 */
                lastRequestAt?: string;
                requests24h: number;
                errors24h: number;
                /**
                 * Format: date-time
                 * @description When its first valid token ends.
                 */
                tokenExpiresAt?: string;
            }[];
            mails: {
                waiting: number;
                givenUp: number;
            };
            invitations: {
                open: number;
                /** @description Open ones that end within three days. */
                expiring3d: number;
            };
            findings: components["schemas"]["Finding"][];
        };
        /** SearchHit */
        SearchHit: {
            /** @enum {string} */
            type: "user" | "group" | "license" | "instance" | "securityRole" | "connection" | "setting" | "request";
            /** @description What names it in paths: the id, of instances, connections and settings the name. */
            id: string;
            name: string;
            /** @description What tells it from others: userName, part number, instance, meaning. */
            detail?: string;
        };
        /** SearchHitList */
        SearchHitList: {
            value: components["schemas"]["SearchHit"][];
        };
        /** SeriesReport */
        SeriesReport: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            series: {
                /** @description The SKU, instance or connection; without, it is about the tenant. */
                subject?: {
                    id: string;
                    name: string;
                };
                /** @description Of `seats`: `assigned`, `held`, `purchased`. Of `requests`: `succeeded`, `refused`, `limited` (429), `failed`. Of `operations` and `errors`: the operation, the code. Of `latency`: `p50` and `p95` in milliseconds. Of `users`: `users`, `created`, `restored`, `deleted`. Of `syncLag`: `lagSeconds`. Of `syncWaiting`: `waiting`, `parked`. */
                name: string;
                /** @description Counts are 0 where there was nothing; steps in which nothing was measured are left out. */
                points: {
                    /**
                     * Format: date-time
                     * @description The start of the step.
                     */
                    t: string;
                    /** @description Seats and users: at the end of the step. */
                    value: number;
                }[];
            }[];
        };
        /** InstanceUsers */
        InstanceUsers: {
            instance: {
                id: string;
                name: string;
            };
            users: {
                all: number;
                enabled: number;
                disabled: number;
                stub: number;
                application: number;
                nonInteractive: number;
                administrative: number;
                withoutRole: number;
            };
            nonInteractiveLimit: number;
        };
        /** InstanceUsersList */
        InstanceUsersList: {
            value: components["schemas"]["InstanceUsers"][];
        };
        /** AccessCountsList */
        AccessCountsList: {
            value: components["schemas"]["AccessCounts"][];
        };
        /** UserWithoutRole */
        UserWithoutRole: {
            recordId: string;
            userId: string;
            userName: string;
            /** Format: date-time */
            lastSyncedAt?: string;
        };
        /** UserWithoutRolePage */
        UserWithoutRolePage: {
            value: components["schemas"]["UserWithoutRole"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** WastedSeat */
        WastedSeat: {
            userId: string;
            recordId: string;
            instanceId: string;
            instance: string;
            /** @enum {string} */
            accessMode: "Non-interactive" | "Administrative";
            partNumbers: string[];
            /** Format: date-time */
            since: string;
        };
        /** WastedSeatPage */
        WastedSeatPage: {
            value: components["schemas"]["WastedSeat"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** UnusedSeat */
        UnusedSeat: {
            userId: string;
            skuId: string;
            partNumber: string;
            /** Format: date-time */
            since: string;
        };
        /** UnusedSeatPage */
        UnusedSeatPage: {
            value: components["schemas"]["UnusedSeat"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** Instance */
        Instance: {
            id: string;
            /** @description As in `Role@instance`; never changes. */
            name: string;
            displayName: string;
            /** @enum {string} */
            type: "production" | "sandbox" | "trial" | "developer" | "default";
            /** @enum {string} */
            connector: "embedded";
            /** @description The group whose direct members may enter; absent if all may. */
            guardGroupId?: string;
            /** @description That group is gone: hardly anybody enters. */
            guardMissing: boolean;
            /** @description Whether a license of some SKU opens it. */
            isOpened: boolean;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModifiedAt: string;
        };
        /** InstanceList */
        InstanceList: {
            value: components["schemas"]["Instance"][];
        };
        /** AppliedRoles */
        AppliedRoles: {
            /** @description The number of users checked. */
            users: number;
        };
        /** BusinessUnit */
        BusinessUnit: {
            id: string;
            instanceId: string;
            /** @description Absent for the root. */
            parentId?: string;
            name: string;
            /** @description Names from the root down: `Root/North`. */
            path: string;
            /** Format: date-time */
            createdAt: string;
        };
        /** BusinessUnitList */
        BusinessUnitList: {
            value: components["schemas"]["BusinessUnit"][];
        };
        /** SecurityRole */
        SecurityRole: {
            id: string;
            instanceId: string;
            businessUnitId: string;
            /** @description The role that it is a copy of; its own id where it was made. */
            rootId: string;
            name: string;
            description?: string;
            /** @description A default role, which cannot be changed or deleted. */
            isManaged: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModifiedAt: string;
        };
        /** SecurityRoleList */
        SecurityRoleList: {
            value: components["schemas"]["SecurityRole"][];
        };
        /** Privilege */
        Privilege: {
            /** @enum {string} */
            verb: "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";
            table: string;
            /** @enum {string} */
            level: "none" | "user" | "businessUnit" | "parentChild" | "organization";
        };
        /** SecurityRoleDetail */
        SecurityRoleDetail: {
            id: string;
            instanceId: string;
            businessUnitId: string;
            /** @description The role that it is a copy of; its own id where it was made. */
            rootId: string;
            name: string;
            description?: string;
            /** @description A default role, which cannot be changed or deleted. */
            isManaged: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModifiedAt: string;
            privileges: components["schemas"]["Privilege"][];
        };
        /** RemovedRole */
        RemovedRole: {
            /** @description How many users had it. */
            users: number;
        };
        /** HeldRole */
        HeldRole: {
            roleId: string;
            rootId: string;
            name: string;
            businessUnitId: string;
            /** @enum {string} */
            source: "direct" | "adminRole";
            /** @description Who assigned it; none if it follows from an administrator role. */
            grants: {
                /** @enum {string} */
                way: "admin" | "securityRoles" | "roles" | "adminRole";
                connectionId?: string;
                /** Format: date-time */
                givenAt: string;
            }[];
        };
        /** UserRoles */
        UserRoles: {
            value: components["schemas"]["HeldRole"][];
            businessUnit: components["schemas"]["BusinessUnit"];
        };
        /** AssignableRole */
        AssignableRole: {
            id: string;
            instanceId: string;
            businessUnitId: string;
            /** @description The role that it is a copy of; its own id where it was made. */
            rootId: string;
            name: string;
            description?: string;
            /** @description A default role, which cannot be changed or deleted. */
            isManaged: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModifiedAt: string;
            /** @description Whether the user has it directly. */
            assigned: boolean;
        };
        /** AssignableRoles */
        AssignableRoles: {
            value: components["schemas"]["AssignableRole"][];
            businessUnit: components["schemas"]["BusinessUnit"];
        };
        /** UserRolesResult */
        UserRolesResult: {
            userId: string;
            /** @description Names of the roles that came. */
            added: string[];
            /** @description Names of the roles that went. */
            removed: string[];
            warnings: ("LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE" | "ROLE_FOLLOWS_ADMINISTRATOR_ROLE")[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
        };
        /** UserRolesResultList */
        UserRolesResultList: {
            value: components["schemas"]["UserRolesResult"][];
        };
        /** MovedUser */
        MovedUser: {
            businessUnit: components["schemas"]["BusinessUnit"];
            /** @description Names of the roles that are gone. */
            removed: string[];
            warnings: "LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE"[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
        };
        /** Team */
        Team: {
            id: string;
            instanceId: string;
            businessUnitId: string;
            name: string;
            /** @enum {string} */
            kind: "owner" | "group";
            /** @description The SCIM group of a group team. */
            groupId?: string;
            roles: {
                id: string;
                rootId: string;
                name: string;
            }[];
            /** Format: date-time */
            createdAt: string;
        };
        /** TeamList */
        TeamList: {
            value: components["schemas"]["Team"][];
        };
        /** TeamMember */
        TeamMember: {
            id: string;
            displayName: string;
        };
        /** TeamMemberPage */
        TeamMemberPage: {
            value: components["schemas"]["TeamMember"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** MovedMembers */
        MovedMembers: {
            added: string[];
            removed: string[];
        };
        /** Connection */
        Connection: {
            id: string;
            name: string;
            /**
             * @description The product whose preset sets the mode, visibility and options that are not given; docs/modes.md lists them.
             * @enum {string}
             */
            client?: "entra" | "okta" | "onelogin" | "jumpcloud" | "ping" | "google" | "keycloak" | "authentik" | "pocketid" | "canaille" | "midpoint" | "wso2" | "nextcloud" | "generic";
            /** @enum {string} */
            mode: "tolerant" | "strict";
            /**
             * @description Whether the connection sees the whole directory, or only its own resources.
             * @enum {string}
             */
            visibility: "all" | "own";
            /**
             * @description What happens when its changes would take access from many people: their effect waits, they are refused, or nothing.
             * @enum {string}
             */
            massLoss: "hold" | "refuse" | "off";
            options: {
                removeMembersByValue?: boolean;
                createMissingElements?: boolean;
                patchManyElements?: boolean;
                coerceBooleanStrings?: boolean;
                coerceNumbers?: boolean;
                wrapComplexStrings?: boolean;
                dropPasswordHashes?: boolean;
                adaptLists?: boolean;
                emptyStringClears?: boolean;
                acceptAnyReference?: boolean;
                acceptAnyCode?: boolean;
                mergeDuplicateElements?: boolean;
                keepUnknownRights?: boolean;
                dropUnknownSchemas?: boolean;
                dropUnknownAttributes?: boolean;
                allowMissingSchemas?: boolean;
                acceptLegacySchemas?: boolean;
                expandPathKeys?: boolean;
                shortExtensionNames?: boolean;
                ignoreReadOnly?: boolean;
                allowPathlessOperations?: boolean;
                allowEmptyOperations?: boolean;
                mergeComplexOnReplace?: boolean;
                filterBehindValuePath?: boolean;
                unquotedFilterText?: boolean;
                filterOnComplex?: boolean;
                unwrapBase64?: boolean;
                acceptDeclaredCharset?: boolean;
                allowBothProjections?: boolean;
                answerPlainJson?: boolean;
                answerPatchedGroup?: boolean;
                acceptUnknownMembers?: boolean;
                uniqueGroupNames?: boolean;
                externalIdCaseExact?: boolean;
                crmSchemas?: boolean;
                catalogs?: boolean;
                drafts?: boolean;
                pagination?: boolean;
                basicAuth?: boolean;
                softLicenseErrors?: boolean;
                releaseSeatOnDeactivation?: boolean;
            };
            limits: {
                rate: number;
                burst: number;
                bulkRate: number;
                bulkBurst: number;
            };
            /**
             * Format: date-time
             * @description Until when the provisioning log lists each read instead of counting them; absent if never.
             */
            watchedUntil?: string;
            /** Format: date-time */
            logBodiesUntil?: string;
        };
        /** ConnectionList */
        ConnectionList: {
            value: components["schemas"]["Connection"][];
        };
        /** Fingerprint */
        Fingerprint: {
            connection: string;
            client: string;
            confidence: number;
            runnerUp?: string;
            dialects: string[];
            evidence: string[];
            habits: {
                habit: string;
                meaning: string;
                count: number;
                /** @description Milliseconds since 1970, in UTC. */
                firstSeenAt: number;
                /** @description Milliseconds since 1970, in UTC. */
                lastSeenAt: number;
            }[];
        };
        /** GrantableRole */
        GrantableRole: {
            role: string;
            /** @description Whether the connection may grant it. */
            allowed: boolean;
            /** @description Whether that was decided, and is not the default. */
            chosen: boolean;
        };
        /** GrantableRoleList */
        GrantableRoleList: {
            value: components["schemas"]["GrantableRole"][];
        };
        /** Hold */
        Hold: {
            id: string;
            /** @enum {string} */
            state: "open" | "released" | "discarded" | "ended";
            connectionId: string;
            connection?: string;
            /** Format: date-time */
            startedAt: string;
            /**
             * Format: date-time
             * @description When the changes take effect if nobody decides before.
             */
            endsAt: string;
            /** Format: date-time */
            closedAt?: string;
            /** @description The people who were held. */
            people: number;
            instances: {
                id: string;
                name: string;
                /** @description The people whose access is kept now. */
                people: number;
            }[];
            requestId?: string;
            /** @description The id of the audit entry of the first change. */
            causedBy?: string;
        };
        /** HoldPage */
        HoldPage: {
            value: components["schemas"]["Hold"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** HeldUser */
        HeldUser: {
            id: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            instances: string[];
            /** @enum {string} */
            keptAs: "held" | "exception";
        };
        /** HeldUserPage */
        HeldUserPage: {
            value: components["schemas"]["HeldUser"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** JobPage */
        JobPage: {
            value: components["schemas"]["Job"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** JobResult */
        JobResult: {
            userId: string;
            /** @description Absent if there is no such user. */
            displayName?: string;
            /** @enum {string} */
            state: "waiting" | "done" | "failed";
            /** @description The code of the error, as an answer would have it. */
            code?: string;
            /** @description Why it failed, and what to do. */
            detail?: string;
        };
        /** JobResultPage */
        JobResultPage: {
            value: components["schemas"]["JobResult"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** SyncJob */
        SyncJob: {
            id: string;
            instanceId?: string;
            /** @enum {string} */
            state: "running" | "done";
            /** @description How many people were asked for so far. */
            people: number;
            createdAt: string;
            endedAt?: string;
            /** @description Records that wait to be looked at, of this tenant. */
            waiting?: number;
            /** @description Parked records, which need attention. */
            parked?: number;
        };
        /** SyncStatus */
        SyncStatus: {
            /** @description Records that wait to be looked at. */
            waiting: number;
            /** @description Parked records, which need attention. */
            parked: number;
            /** @description Since when the oldest of those waits. */
            oldest?: string;
        };
        /** SyncTask */
        SyncTask: {
            userId: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            instanceId: string;
            /**
             * @description `parked`: given up until it is asked for again.
             * @enum {string}
             */
            state: "waiting" | "parked";
            /** @description The latest cause. */
            cause: string;
            /** @description Tries that failed. */
            attempts: number;
            /** @description Why it was parked; code first. */
            reason?: string;
            askedAt: string;
            nextTryAt?: string;
        };
        /** SyncTaskPage */
        SyncTaskPage: {
            value: components["schemas"]["SyncTask"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** RetriedTasks */
        RetriedTasks: {
            tasks: number;
        };
        /** AccessModeOfRecord */
        AccessModeOfRecord: {
            instanceId: string;
            userId: string;
            recordId: string;
            /** @enum {string} */
            mode: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
            /** Format: date-time */
            since: string;
            enabled: boolean;
        };
        /** ListedApplicationUser */
        ListedApplicationUser: {
            /** @description Of the record. */
            id: string;
            userId: string;
            userName: string;
            enabled: boolean;
            roles: string[];
            problems: string[];
        };
        /** ListedApplicationUserPage */
        ListedApplicationUserPage: {
            value: components["schemas"]["ListedApplicationUser"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** ApplicationUser */
        ApplicationUser: {
            userId: string;
            recordId: string;
            userName: string;
            applicationId: string;
            roles: string[];
            warnings: ("NO_SECURITY_ROLE" | "CUSTOM_ROLE_EXPECTED")[];
            /** @description The meaning of each warning and the next step; omitted if there are none. */
            warningDetails?: string[];
        };
        /** InstanceUser */
        InstanceUser: {
            id: string;
            userId: string | null;
            /** @description The user form as last applied. */
            fields: {
                /** @description User Name */
                userName: string | null;
                /** @description Full Name */
                fullName: string | null;
                /** @description Title */
                title: string | null;
                /** @description Primary Email */
                primaryEmail: string | null;
                /** @description Main Phone */
                mainPhone: string | null;
                /** @description Mobile Phone */
                mobilePhone: string | null;
                /** @description Fax */
                fax: string | null;
                address: {
                    /** @description Address: Street */
                    street: string | null;
                    /** @description Address: City */
                    city: string | null;
                    /** @description Address: State or Province */
                    stateOrProvince: string | null;
                    /** @description Address: Country */
                    country: string | null;
                };
            };
            columns: {
                [key: string]: string | null;
            };
            problems: {
                /** @enum {string} */
                code: "TOO_LONG" | "USER_NAME_REQUIRED" | "EMAIL_REQUIRED" | "NON_INTERACTIVE_LIMIT" | "CUSTOM_ROLE_EXPECTED";
                detail: string;
            }[];
            /** @enum {string} */
            kind: "person" | "application" | "stub" | "system";
            enabled: boolean;
            /** @enum {string} */
            accessMode: "Read-Write" | "Administrative" | "Read" | "Support User" | "Non-interactive" | "Delegated Admin";
            roles: {
                id: string;
                name: string;
            }[];
            reasons: ("STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION")[];
            /** Format: date-time */
            lastSyncedAt?: string | null;
        };
        /** InstanceUserPage */
        InstanceUserPage: {
            value: components["schemas"]["InstanceUser"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** UserFormField */
        UserFormField: {
            /** @description The name of the row: `primaryEmail`. */
            name: string;
            /** @description The label on the user form. */
            label: string;
            /** @description The logical name of the column. */
            column: string;
            /** @description The columns sent; empty if the CRM computes the column. */
            sent: string[];
            /**
             * @description `form` and `computed` are shown on the form; `column` and `extra` are sent, not shown.
             * @enum {string}
             */
            kind: "form" | "computed" | "column" | "extra";
            /** @description In UTF-16 code units. */
            maxLength: number;
            required: boolean;
            value: string | null;
            /** @description The one of the sources that gave the value. */
            source?: string;
            /** @description SCIM paths and quoted constants, in order of preference, with their values. */
            sources: {
                path: string;
                value: string | null;
            }[];
            problem?: {
                /** @enum {string} */
                code: "TOO_LONG" | "USER_NAME_REQUIRED" | "EMAIL_REQUIRED" | "NON_INTERACTIVE_LIMIT" | "CUSTOM_ROLE_EXPECTED";
                detail: string;
                attribute: string;
            };
            /** @description The value in the record, as it was last applied; absent without a record, and if computed. */
            inRecord?: string | null;
            /** @description The last change of an attribute that the value depends on. */
            changedBy?: {
                id: string;
                /** Format: date-time */
                time: string;
                action: string;
                resourceType: string;
                resourceId: string;
                actor: {
                    kind: string;
                    id: string;
                    /** @description The name of the connection, token or person, if it still exists; `command line`, `server (sync)`. */
                    name?: string;
                    /** @description Of a person. */
                    userName?: string;
                };
                trigger: string;
                requestId?: string;
            };
        };
        /** ExplainedUserForm */
        ExplainedUserForm: {
            userId: string;
            userName: string;
            /** @description The connection that created the user or was handed it; for a user whom an administrator created, that of the administrator. */
            connection?: {
                id: string;
                name?: string;
            };
            fields: components["schemas"]["UserFormField"][];
            record?: components["schemas"]["InstanceUser"];
        };
        /** ImportResult */
        ImportResult: {
            id: string;
            dryRun: boolean;
            /** @description The number of rows whose owner was stored. */
            rows: number;
            /** @description The number of these rows that belong to existing users. */
            rowsOfUsers: number;
            /** @description Lines that tell of users. */
            users: number;
            /** @description Placeholders that were made. */
            stubs: number;
            /** @description The first ones of the lines that were left out. */
            errors: {
                line: number;
                detail: string;
            }[];
            errorCount: number;
        };
        /** Stub */
        Stub: {
            id: string;
            name: string;
            /** @description Rows that it owns. */
            rows: number;
        };
        /** StubPage */
        StubPage: {
            value: components["schemas"]["Stub"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** Reassigned */
        Reassigned: {
            rows: number;
        };
        /** Workflow */
        Workflow: {
            id: string;
            /** @enum {string} */
            kind: "administrative" | "nonInteractive";
            userId: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            instanceId: string;
            instance?: string;
            /** @enum {string} */
            state: "created" | "licensed" | "synced" | "modeSet" | "licenseRemoved" | "confirmed" | "failed" | "canceled";
            /** @description The license that it assigns, and removes in the end. */
            skuId?: string;
            /** @description Why it does not go on, or has failed; code first. */
            problem?: string;
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string;
            /** Format: date-time */
            endedAt?: string;
        };
        /** WorkflowPage */
        WorkflowPage: {
            value: components["schemas"]["Workflow"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** StartedWorkflow */
        StartedWorkflow: {
            id: string;
            /** @enum {string} */
            kind: "administrative" | "nonInteractive";
            userId: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            instanceId: string;
            instance?: string;
            /** @enum {string} */
            state: "created" | "licensed" | "synced" | "modeSet" | "licenseRemoved" | "confirmed" | "failed" | "canceled";
            /** @description The license that it assigns, and removes in the end. */
            skuId?: string;
            /** @description Why it does not go on, or has failed; code first. */
            problem?: string;
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description The temporary password of a created user, shown only once. */
            temporaryPassword?: string;
        };
        /** Token */
        Token: {
            id: string;
            connection: string;
            name: string;
            scopes: ("scim" | "scim.read" | "scim.applications" | "scim.adminroles" | "crm.read" | "access.read" | "access.history" | "admin:global" | "admin:billing" | "admin:password" | "admin:service" | "admin:userManagement")[];
            /** @description The user it is bound to, whom /Me addresses and whose roles limit it. */
            userId?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description May lag by a minute.
             */
            lastUsedAt?: string;
            /** Format: date-time */
            revokedAt?: string;
        };
        /** TokenList */
        TokenList: {
            value: components["schemas"]["Token"][];
        };
        /** NewToken */
        NewToken: {
            id: string;
            /** @description It cannot be had again. */
            secret: string;
        };
        /** OAuthClient */
        OAuthClient: {
            clientId: string;
            connection: string;
            scopes: ("scim" | "scim.read" | "scim.applications" | "scim.adminroles" | "crm.read" | "access.read" | "access.history" | "admin:global" | "admin:billing" | "admin:password" | "admin:service" | "admin:userManagement")[];
            /** @description How long its tokens live: 60 to 360 minutes. */
            tokenMinutes: number;
            algorithms: ("RS256" | "ES256" | "PS256" | "RS384" | "RS512" | "ES384" | "ES512" | "PS384" | "PS512" | "EdDSA")[];
            jwks?: {
                keys?: {
                    [key: string]: components["schemas"]["JsonValue"];
                }[];
            };
            jwksUrl?: string;
            secrets: {
                id: string;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                expiresAt?: string;
            }[];
            /** Format: date-time */
            createdAt: string;
        };
        /** OAuthClientList */
        OAuthClientList: {
            value: components["schemas"]["OAuthClient"][];
        };
        /** NewOAuthClient */
        NewOAuthClient: {
            clientId: string;
            secretId?: string;
            /** @description Shown this once. */
            secret?: string;
        };
        /** NewClientSecret */
        NewClientSecret: {
            id: string;
            /** @description Shown this once. */
            secret: string;
        };
        /** TrustedIssuer */
        TrustedIssuer: {
            id: string;
            connection: string;
            /** @description The OAuth client that its tokens prove. */
            clientId?: string;
            issuer: string;
            audience: string;
            /** @description Absent: any subject. */
            subject?: string;
            jwksUrl: string;
            scopes?: ("scim" | "scim.read" | "scim.applications" | "scim.adminroles" | "crm.read" | "access.read" | "access.history" | "admin:global" | "admin:billing" | "admin:password" | "admin:service" | "admin:userManagement")[];
            algorithms: ("RS256" | "ES256" | "PS256" | "RS384" | "RS512" | "ES384" | "ES512" | "PS384" | "PS512" | "EdDSA")[];
            /** Format: date-time */
            createdAt: string;
        };
        /** TrustedIssuerList */
        TrustedIssuerList: {
            value: components["schemas"]["TrustedIssuer"][];
        };
        /** NewTrustedIssuer */
        NewTrustedIssuer: {
            id: string;
        };
        /** ExtensionSchema */
        ExtensionSchema: {
            urn: string;
            /** @enum {string} */
            resourceType: "User" | "Group";
            required: boolean;
            attributes: string[];
        };
        /** ExtensionSchemaList */
        ExtensionSchemaList: {
            value: components["schemas"]["ExtensionSchema"][];
        };
        /** Setting */
        Setting: {
            /** @enum {string} */
            name: "ruleset" | "licenses.releaseOnDeactivate" | "licenses.alarmPercent" | "invitation.ttlDays" | "invitation.nearExpiryHours" | "invitation.onReenable" | "invitation.revertGrace" | "invitation.signInUrl" | "nonInteractive.limit" | "nonInteractive.wastedSeatDays" | "roles.groupTeamCounts" | "roles.keepOnBusinessUnitChange" | "roles.allowOnDisabled" | "adminRoles.autoSystemAdministrator" | "adminRoles.stickySystemAdministrator" | "access.hold.people" | "access.hold.percent" | "access.hold.window" | "access.hold.hours" | "access.brake.people" | "access.brake.percent" | "access.historyDays" | "userIds.pattern" | "userIds.domain" | "passwords.temporaryLength" | "passwords.minLength" | "passwords.temporaryDays" | "passwords.maxFailures" | "passwords.waitMinutes" | "sessions.hours" | "sessions.idleMinutes" | "deletedUsers.days";
            /** @description The value in force. */
            value: string | number | boolean;
            default: string | number | boolean;
            /** @description The valid values. */
            expected: string;
            /** @description Whether an instance may differ from its tenant. */
            perInstance: boolean;
            meaning: string;
            /** @description The values to choose from, if it is a choice. */
            values?: string[];
            /** @description Of the tenant: the instances that have another value. */
            differsIn?: {
                id: string;
                name: string;
                value: string | number | boolean;
            }[];
            /** @description Of an instance: whether the value is that of its tenant. */
            inherited?: boolean;
        };
        /** SettingList */
        SettingList: {
            value: components["schemas"]["Setting"][];
        };
        /** Mail */
        Mail: {
            id: string;
            /** @enum {string} */
            kind: "password" | "invitation" | "hold";
            to: string;
            /** @enum {string} */
            state: "queued" | "sent" | "parked";
            attempts: number;
            /** @description Why the last attempt failed, or why there are no more attempts. */
            error?: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the next try is due.
             */
            dueAt?: string;
            /**
             * Format: date-time
             * @description When it was delivered or parked.
             */
            settledAt?: string;
            /** @description Whether it still can be sent. */
            hasContent: boolean;
        };
        /** MailPage */
        MailPage: {
            value: components["schemas"]["Mail"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** ProvisioningLogEntry */
        ProvisioningLogEntry: {
            id: string;
            /**
             * Format: date-time
             * @description When the request came, or the first of them.
             */
            time: string;
            /** @description Of counted requests, the mean. */
            durationMs: number;
            /** @description How many requests it stands for: reads that succeed are counted by the minute unless the connection is watched. */
            requests: number;
            /** @description The connection's name. */
            connection?: string;
            connectionId: string;
            tokenId?: string;
            requestId: string;
            operation: string;
            resourceType?: string;
            resourceId?: string;
            status: number;
            code?: string;
            scimType?: string;
            /** @description Which attributes an error is about. */
            attributes?: string[];
            /** @description Which attributes have another value now; members by their number. */
            changed?: string[];
            /** @description The attributes that were ignored because no schema defines them. */
            ignored?: string[];
            userAgent?: string;
            /** @description The reason of a refusal; quoted values are masked. */
            reason?: string;
            /** @description Of a refused sign-in: method and path below the SCIM root. */
            path?: string;
            /** @description The query; values of personal attributes are masked unless bodies are logged. */
            query?: string;
            /** @description Of a refused sign-in: from where it came. */
            address?: string;
            /** @description Of a refused sign-in: the scheme and the beginning of the token. */
            credential?: string;
            detail?: string;
            /** @description While bodies are logged; secrets are masked. */
            requestBody?: string;
            /** @description While bodies are logged; secrets are masked. */
            responseBody?: string;
        };
        /** ProvisioningLogEntryPage */
        ProvisioningLogEntryPage: {
            value: components["schemas"]["ProvisioningLogEntry"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** AuditChange */
        AuditChange: {
            before?: components["schemas"]["JsonValue"];
            after?: components["schemas"]["JsonValue"];
            added?: string[];
            removed?: string[];
        };
        /** AuditEntry */
        AuditEntry: {
            id: string;
            /** Format: date-time */
            time: string;
            /** @description The action, such as user.changed. */
            action: string;
            resourceType: string;
            resourceId: string;
            /** @description Of the user, if it is still known. */
            userName?: string;
            displayName?: string;
            actor: {
                kind: string;
                id: string;
            };
            trigger: string;
            requestId?: string;
            /** @description Names in `changes`; they stay when values are erased. */
            changed: string[];
            /** @description By attribute name: values before and after, or ids added and removed. */
            changes?: {
                [key: string]: components["schemas"]["AuditChange"];
            };
            /** @description Facts, which are never personal. */
            facts?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** @description Whether there were values, which were erased. */
            erased: boolean;
            /** @description The place in the chain; absent while it is not sealed. */
            sequence?: number;
        };
        /** AuditEntryPage */
        AuditEntryPage: {
            value: components["schemas"]["AuditEntry"][];
            /** @description Send it as `cursor` to get the next page; absent on the last one. */
            nextCursor?: string;
        };
        /** AuditReport */
        AuditReport: {
            /** @description Sealed entries that are as they were sealed. */
            sealed: number;
            /** @description Entries that wait to be sealed. */
            unsealed: number;
            /** @description The number of entries whose values were erased. */
            erased: number;
            /** @description SEQUENCE:CHAIN of the last good entry; note it elsewhere. */
            head: string;
            /** @description The first thing that is wrong; absent when the trail is whole. */
            offense?: {
                sequence?: number;
                id?: string;
                problem: string;
            };
        };
        /** ErasedEntries */
        ErasedEntries: {
            entries: number;
        };
        /** PreviewedOperation */
        PreviewedOperation: {
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Of a changing operation, as it is sent: `/instances/main/guard`; a query may follow. */
            path: string;
            /** @description As it is sent: JSON, or the text of another media type. */
            body?: unknown;
        };
        /** Session */
        Session: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
            roles: ("global" | "billing" | "password" | "service" | "userManagement")[];
        };
        /** OwnAccount */
        OwnAccount: {
            user: components["schemas"]["User"];
            /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
            licenses: {
                /** @description Identifier of the SKU. */
                skuId?: string;
                /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                skuPartNumber?: string;
                /** @description A human-readable name, primarily used for display purposes. */
                display?: string;
                /** @description State of the license. */
                status?: string;
                /** @description Why the license is in state 'error'. */
                error?: string;
                /**
                 * Format: date-time
                 * @description When the license was assigned.
                 */
                assignedAt?: string;
                /** @description The Group that gives the license; unassigned for a direct one. */
                assignedByGroup?: string;
                /** @description Service plans of the SKU that are switched off. */
                disabledPlans?: string[];
                /** @description Whether this is the preferred license; 'true' appears no more than once. */
                primary?: boolean;
            }[];
            administratorRoles: ("global" | "billing" | "password" | "service" | "userManagement")[];
            service: {
                name: string;
                tenant?: string;
            };
        };
        /** ConsoleSession */
        ConsoleSession: {
            user: {
                id: string;
                userName?: string;
                displayName?: string;
            };
            roles: ("global" | "billing" | "password" | "service" | "userManagement")[];
            /** @description What the roles permit; `x-usher-action` of an operation says which one it needs. */
            actions: ("read" | "manageUsers" | "assignLicenses" | "resetPasswords" | "manageSeats" | "manageInstances" | "manageServer" | "grantAdministratorRoles")[];
            /** @description The administrator roles that permit each action: whom to ask for what the person may not do. */
            rolesByAction: {
                read: ("global" | "billing" | "password" | "service" | "userManagement")[];
                manageUsers: ("global" | "billing" | "password" | "service" | "userManagement")[];
                assignLicenses: ("global" | "billing" | "password" | "service" | "userManagement")[];
                resetPasswords: ("global" | "billing" | "password" | "service" | "userManagement")[];
                manageSeats: ("global" | "billing" | "password" | "service" | "userManagement")[];
                manageInstances: ("global" | "billing" | "password" | "service" | "userManagement")[];
                manageServer: ("global" | "billing" | "password" | "service" | "userManagement")[];
                grantAdministratorRoles: ("global" | "billing" | "password" | "service" | "userManagement")[];
            };
            tenant: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description Sent as `X-Usher-CSRF` with every request but GET and HEAD. */
            csrfToken: string;
        };
        /** SessionConfirmation */
        SessionConfirmation: {
            /** Format: date-time */
            confirmedUntil: string;
        };
        /** OwnSession */
        OwnSession: {
            id: string;
            /** @enum {string} */
            carrier: "cookie" | "token";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: date-time
             * @description Of a browser; may lag by a minute.
             */
            lastUsedAt?: string;
            /** @description The name that the browser gave itself. */
            userAgent?: string;
            /** @description Whether it is the session of the request. */
            isCurrent: boolean;
        };
        /** OwnSessionList */
        OwnSessionList: {
            value: components["schemas"]["OwnSession"][];
        };
        /** OwnAccess */
        OwnAccess: {
            /** @description The displayName of the instance. */
            instance: string;
            canSignIn: boolean;
            /** @enum {string} */
            accessMode: "Read-Write" | "Administrative" | "Read" | "Support User" | "Non-interactive" | "Delegated Admin";
            reasons: {
                /** @enum {string} */
                code: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                /** @enum {string} */
                effect: "disables" | "refuses" | "explains";
                nextStep: string;
            }[];
        };
        /** OwnAccessList */
        OwnAccessList: {
            value: components["schemas"]["OwnAccess"][];
        };
        /** Caller */
        Caller: {
            actor: {
                /** @enum {string} */
                kind: "account" | "token";
                id: string;
                name?: string;
            };
            user?: {
                id: string;
                userName?: string;
                displayName?: string;
            };
            roles: ("global" | "billing" | "password" | "service" | "userManagement")[];
            /** @description What the roles permit; `x-usher-action` of an operation says which one it needs. */
            actions: ("read" | "manageUsers" | "assignLicenses" | "resetPasswords" | "manageSeats" | "manageInstances" | "manageServer" | "grantAdministratorRoles")[];
            tenant: string;
            /** @description Where providers reach this server. */
            features: {
                scimUrl: string;
                tokenUrl: string;
            };
        };
        /**
         * AccessSubject
         * @description Names a person or program by id, or by userName.
         */
        AccessSubject: ({
            /** @enum {string} */
            type: "user" | "application";
            /** @description Of the user or its record, or the id of the application. */
            id: string;
            properties?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        }) | ({
            /** @enum {string} */
            type: "user" | "application";
            properties: {
                userName: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        });
        /** AccessQuestion */
        AccessQuestion: ({
            subject: components["schemas"]["AccessSubject"];
            action: {
                /** @enum {string} */
                name: "signIn" | "portal" | "api";
            } & {
                [key: string]: unknown;
            };
            resource: {
                /** @constant */
                type: "instance";
                /** @description Id or name. */
                id: string;
            } & {
                [key: string]: unknown;
            };
            context?: {
                /**
                 * Format: date-time
                 * @description A moment of the past, for what the history has of it; needs the scope access.history.
                 */
                at?: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        }) | ({
            subject: components["schemas"]["AccessSubject"];
            /** @description A privilege, `Read`; `prvReadAccount` says the table too, which then must be that of the resource. */
            action: {
                /** @enum {string} */
                name: "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";
            } & {
                [key: string]: unknown;
            };
            resource: {
                /** @constant */
                type: "table";
                /** @description Name of the table. */
                id: string;
                properties: {
                    /** @description Id or name. */
                    instance: string;
                    /** @enum {string} */
                    owner?: "own" | "sameBusinessUnit" | "childBusinessUnit" | "elsewhere";
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            };
            context?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        });
        /** AccessDecision */
        AccessDecision: {
            decision: boolean;
            context?: {
                reasons?: {
                    /** @description STUB_USER, SYSTEM_USER, USER_DELETED, APPLICATION_USER_DEACTIVATED, SIGN_IN_BLOCKED, LICENSE_COUNT_VIOLATION, NO_LICENSE, INSTANCE_NOT_LICENSED, NESTED_GROUP_IGNORED, NOT_IN_SECURITY_GROUP, SYNC_PENDING, INVITATION_REQUIRED, INVITATION_PENDING, INVITATION_EXPIRED, INVITATION_REJECTED, INVITATION_REVOKED, NO_SECURITY_ROLE, TEAM_ROLE_INSUFFICIENT, SELF_ELEVATION_REQUIRED, NO_INTERACTIVE_SIGN_IN, ADMINISTRATIVE_MODE_FORCED, LICENSE_NOT_NEEDED, SYSTEM_ADMINISTRATOR_AUTO, SECURITY_GROUP_BYPASSED, EFFECT_HELD, KEPT_BY_EXCEPTION, or one of the evaluation's own. */
                    code: string;
                    /** @description Absent in an answer about the past. */
                    nextStep?: string;
                }[];
                /** @enum {string} */
                accessMode?: "Read-Write" | "Administrative" | "Read" | "Support User" | "Non-interactive" | "Delegated Admin";
                /**
                 * @description How far the privilege reaches.
                 * @enum {string}
                 */
                accessLevel?: "none" | "user" | "businessUnit" | "parentChild" | "organization";
                warnings?: "CUSTOM_ROLE_EXPECTED"[];
                /** @enum {string} */
                features?: "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";
                /** Format: date-time */
                decidedAt?: string;
                /** @description The facts of the decision, by name. */
                inputs?: {
                    [key: string]: components["schemas"]["JsonValue"];
                };
                /** @description What the history has of the moment, in an answer about the past. */
                history?: {
                    known: boolean;
                    /** @description Whether the moment is before the history begins. */
                    beforeHistory?: boolean;
                    /** Format: date-time */
                    since?: string;
                    /** Format: date-time */
                    until?: string;
                    /** @description Whether it was rebuilt from the audit trail. */
                    rebuilt?: boolean;
                };
                /** @description Why this question could not be asked. */
                error?: {
                    status: number;
                    message: string;
                };
            };
        };
        /** AccessDecisions */
        AccessDecisions: {
            evaluations: components["schemas"]["AccessDecision"][];
        };
        /** AccessSubjects */
        AccessSubjects: {
            page: {
                /** @description Sent as `page.token`, it gets the next page; empty on the last. */
                next_token: string;
                count: number;
            };
            /** @description Why nothing is found: `reasons`, or the `error` of a search that cannot be asked. */
            context?: {
                reasons?: {
                    /** @description STUB_USER, SYSTEM_USER, USER_DELETED, APPLICATION_USER_DEACTIVATED, SIGN_IN_BLOCKED, LICENSE_COUNT_VIOLATION, NO_LICENSE, INSTANCE_NOT_LICENSED, NESTED_GROUP_IGNORED, NOT_IN_SECURITY_GROUP, SYNC_PENDING, INVITATION_REQUIRED, INVITATION_PENDING, INVITATION_EXPIRED, INVITATION_REJECTED, INVITATION_REVOKED, NO_SECURITY_ROLE, TEAM_ROLE_INSUFFICIENT, SELF_ELEVATION_REQUIRED, NO_INTERACTIVE_SIGN_IN, ADMINISTRATIVE_MODE_FORCED, LICENSE_NOT_NEEDED, SYSTEM_ADMINISTRATOR_AUTO, SECURITY_GROUP_BYPASSED, EFFECT_HELD, KEPT_BY_EXCEPTION, or one of the evaluation's own. */
                    code: string;
                    /** @description Absent in an answer about the past. */
                    nextStep?: string;
                }[];
                /** @description Why this question could not be asked. */
                error?: {
                    status: number;
                    message: string;
                };
            };
            results: {
                type: string;
                id: string;
                properties?: {
                    [key: string]: string;
                };
            }[];
        };
        /** AccessResources */
        AccessResources: {
            page: {
                /** @description Sent as `page.token`, it gets the next page; empty on the last. */
                next_token: string;
                count: number;
            };
            /** @description Why nothing is found: `reasons`, or the `error` of a search that cannot be asked. */
            context?: {
                reasons?: {
                    /** @description STUB_USER, SYSTEM_USER, USER_DELETED, APPLICATION_USER_DEACTIVATED, SIGN_IN_BLOCKED, LICENSE_COUNT_VIOLATION, NO_LICENSE, INSTANCE_NOT_LICENSED, NESTED_GROUP_IGNORED, NOT_IN_SECURITY_GROUP, SYNC_PENDING, INVITATION_REQUIRED, INVITATION_PENDING, INVITATION_EXPIRED, INVITATION_REJECTED, INVITATION_REVOKED, NO_SECURITY_ROLE, TEAM_ROLE_INSUFFICIENT, SELF_ELEVATION_REQUIRED, NO_INTERACTIVE_SIGN_IN, ADMINISTRATIVE_MODE_FORCED, LICENSE_NOT_NEEDED, SYSTEM_ADMINISTRATOR_AUTO, SECURITY_GROUP_BYPASSED, EFFECT_HELD, KEPT_BY_EXCEPTION, or one of the evaluation's own. */
                    code: string;
                    /** @description Absent in an answer about the past. */
                    nextStep?: string;
                }[];
                /** @description Why this question could not be asked. */
                error?: {
                    status: number;
                    message: string;
                };
            };
            results: {
                type: string;
                id: string;
                properties?: {
                    [key: string]: string;
                };
            }[];
        };
        /** AccessActions */
        AccessActions: {
            page: {
                /** @description Sent as `page.token`, it gets the next page; empty on the last. */
                next_token: string;
                count: number;
            };
            /** @description Why nothing is found: `reasons`, or the `error` of a search that cannot be asked. */
            context?: {
                reasons?: {
                    /** @description STUB_USER, SYSTEM_USER, USER_DELETED, APPLICATION_USER_DEACTIVATED, SIGN_IN_BLOCKED, LICENSE_COUNT_VIOLATION, NO_LICENSE, INSTANCE_NOT_LICENSED, NESTED_GROUP_IGNORED, NOT_IN_SECURITY_GROUP, SYNC_PENDING, INVITATION_REQUIRED, INVITATION_PENDING, INVITATION_EXPIRED, INVITATION_REJECTED, INVITATION_REVOKED, NO_SECURITY_ROLE, TEAM_ROLE_INSUFFICIENT, SELF_ELEVATION_REQUIRED, NO_INTERACTIVE_SIGN_IN, ADMINISTRATIVE_MODE_FORCED, LICENSE_NOT_NEEDED, SYSTEM_ADMINISTRATOR_AUTO, SECURITY_GROUP_BYPASSED, EFFECT_HELD, KEPT_BY_EXCEPTION, or one of the evaluation's own. */
                    code: string;
                    /** @description Absent in an answer about the past. */
                    nextStep?: string;
                }[];
                /** @description Why this question could not be asked. */
                error?: {
                    status: number;
                    message: string;
                };
            };
            results: {
                name: string;
            }[];
        };
        /** CrmInstance */
        CrmInstance: {
            id: string;
            name: string;
            displayName: string;
            type: string;
            /** @description Id of the group that guards it. */
            securityGroup: string | null;
            /** @description How many users each list has; of one instance alone. */
            users?: {
                all?: number;
                enabled?: number;
                disabled?: number;
                stub?: number;
                application?: number;
                nonInteractive?: number;
                administrative?: number;
                withoutRole?: number;
            };
        };
        /** CrmInstanceList */
        CrmInstanceList: {
            value: components["schemas"]["CrmInstance"][];
        };
        /** Problem */
        Problem: {
            /** @constant */
            type: "about:blank";
            /**
             * @description Code of the error; docs/errors.md lists all.
             * @enum {string}
             */
            title: "invalidFilter" | "tooMany" | "uniqueness" | "mutability" | "invalidSyntax" | "invalidPath" | "noTarget" | "invalidValue" | "invalidVers" | "sensitive" | "invalidCursor" | "expiredCursor" | "invalidCount" | "unauthorized" | "forbidden" | "notFound" | "methodNotAllowed" | "notAcceptable" | "conflict" | "preconditionFailed" | "payloadTooLarge" | "unsupportedMediaType" | "tooManyRequests" | "internal" | "notImplemented" | "unavailable";
            status: number;
            /**
             * @description The business code, if there is one; docs/errors.md explains each.
             * @enum {string}
             */
            code?: "USER_DELETED" | "USER_NAMES_EXHAUSTED" | "TOO_LONG" | "SYSTEM_USER" | "STUB_USER" | "TOO_MANY_STUBS" | "IMPORT_HEADER" | "CSV_QUOTE_NOT_CLOSED" | "APPLICATION_SCOPE" | "APPLICATION_ID_REQUIRED" | "DUPLICATE_APPLICATION_USER" | "APPLICATION_USER_FIXED" | "DEACTIVATE_FIRST" | "APPLICATION_USER" | "NO_PASSWORD_FOR_APPLICATION_USER" | "NO_LICENSE_FOR_APPLICATION_USER" | "SIGN_IN_FAILED" | "SIGN_IN_BLOCKED" | "SIGN_IN_THROTTLED" | "SIGN_IN_BUSY" | "SESSION_ENDED" | "PASSWORD_CONFIRMATION_REQUIRED" | "SETUP_LINK_UNUSABLE" | "SETUP_DONE" | "CROSS_SITE_REQUEST" | "CSRF_TOKEN" | "PASSWORD_CHANGE_REQUIRED" | "PASSWORD_EXPIRED" | "PASSWORD_OF_PROVIDER" | "PASSWORD_OF_ADMINISTRATOR" | "PASSWORD_TOO_SHORT" | "PASSWORD_TOO_LONG" | "PASSWORD_IS_USER_NAME" | "PASSWORD_UNCHANGED" | "PASSWORD_IS_HASH" | "MAIL_ADDRESS" | "MAIL_ADDRESS_NOT_CONFIRMED" | "MAIL_ERASED" | "ADMIN_ROLE_SCOPE" | "GLOBAL_ADMINISTRATOR_ONLY" | "ADMINISTRATOR_ROLE_REQUIRED" | "OWN_GLOBAL_ROLE" | "LAST_GLOBAL_ADMINISTRATOR" | "UNKNOWN_SKU" | "SKU_IN_USE" | "SKU_OPENS_OTHERS" | "LICENSE_POOL_EXHAUSTED" | "LICENSE_INHERITED" | "NOT_LICENSED" | "ALREADY_LICENSED" | "BELOW_OFFER_MINIMUM" | "BELOW_CONSUMED" | "REDUCTION_OPEN" | "NO_REDUCTION" | "LICENSE_REQUIRED_TO_INVITE" | "CANNOT_INVITE_DISABLED_USER" | "CANNOT_INVITE_APPLICATION_USER" | "INVITATION_ACCEPTED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "INVITATION_EXPIRED" | "INVITATION_UNUSABLE" | "UNKNOWN_INSTANCE" | "INSTANCE_NAME_TAKEN" | "INSTANCE_IS_GUARDED" | "UNKNOWN_BUSINESS_UNIT" | "AMBIGUOUS_BUSINESS_UNIT" | "BUSINESS_UNIT_NAME_TAKEN" | "BUSINESS_UNIT_BELOW_ITSELF" | "ROOT_BUSINESS_UNIT" | "BUSINESS_UNIT_IN_USE" | "BUSINESS_UNIT_ROLES_IN_USE" | "UNKNOWN_ROLE" | "ROLE_NAME_TAKEN" | "ROLE_IS_MANAGED" | "ROLE_NOT_IN_BUSINESS_UNIT" | "ROLE_NOT_ALLOWED" | "SYSTEM_ADMINISTRATOR_REQUIRED" | "PRIVILEGE_ELEVATION" | "LAST_SYSTEM_ADMINISTRATOR" | "UNKNOWN_TEAM" | "TEAM_NAME_TAKEN" | "UNKNOWN_GROUP" | "GROUP_HAS_TEAM" | "GROUP_TEAM" | "WOULD_SHUT_OUT" | "UNKNOWN_HOLD" | "HOLD_CLOSED" | "NOT_HELD" | "ADMINISTRATORS_ONLY" | "LICENSE_REQUIRED_TO_CHANGE_MODE" | "NOT_SYNCHRONIZED_YET" | "RECORD_DISABLED" | "NON_INTERACTIVE_LIMIT" | "SYNC_PARKED" | "SYNC_WAITING" | "WORKFLOW_OPEN" | "WORKFLOW_CONFIRMED" | "WORKFLOW_MOVED" | "AUDIT_BROKEN";
            /** @description The problem, the value at fault, and the next step. */
            detail: string;
            /** @description Finds the request in the log. */
            requestId?: string;
            /** @description Of several operations in a preview, the one at fault; from 0. */
            index?: number;
            difference?: components["schemas"]["AccessDifference"];
            /** @description With WOULD_SHUT_OUT: what the request has to carry. */
            confirm?: string;
        };
    };
    responses: {
        /** @description Something in the request is wrong. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is missing, unknown or no longer valid. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Whoever asks may not do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What is stored does not allow it; `code` says why. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It has changed since: read it again, then repeat the change. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests. */
        TooManyRequests: {
            headers: {
                /** @description Seconds after which to repeat it. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The database cannot be reached now. */
        Unavailable: {
            headers: {
                /** @description Seconds after which to repeat it. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Refused for another reason. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listUsers: {
        parameters: {
            query?: {
                /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                q?: string;
                /** @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`. */
                filter?: string;
                /** @description The sort order; if omitted, the order of the index that serves the filter, or the order of creation. */
                sortBy?: "userName" | "displayName" | "name.familyName" | "name.givenName" | "title" | "meta.created" | "meta.lastModified";
                /** @description The direction of `sortBy`; ascending when left out. */
                sortOrder?: "ascending" | "descending";
                /** @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users. */
                view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                /** @description Id or part number of a SKU of which they have a seat. */
                license?: string;
                /** @description Id of a group that they are in, directly or through nested groups. */
                group?: string;
                /** @description Name of the connection to which they belong. */
                connection?: string;
                /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                instance?: string;
                /** @description Whether they can enter the instance, or any; as `GET /reports/access` counts them. */
                access?: "can" | "waiting" | "cannot";
                /** @description A reason of the decision about their access. */
                reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                /** @description Their access mode in the instance, or in any. */
                mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                /** @description Id of a security role that they hold, in whatever business unit. */
                role?: string;
                /** @description Users changed at this time or later. */
                changedSince?: string;
                /** @description Whether to count the matches of all pages; exact up to 10000, and without a filter. */
                count?: "true" | "false";
                /** @description What to show of each user besides the attributes, separated by commas: licenses, access, administratorRoles, groupsCount, source. */
                include?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedUserPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    createUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string;
                    /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
                    userName?: string;
                    /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
                    name?: {
                        /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                        formatted?: string;
                        /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                        familyName?: string;
                        /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                        givenName?: string;
                        /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                        middleName?: string;
                        /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificPrefix?: string;
                        /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificSuffix?: string;
                    };
                    /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
                    displayName?: string;
                    /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
                    nickName?: string;
                    /** @description A fully qualified URL pointing to a page representing the User's online profile. */
                    profileUrl?: string;
                    /** @description The user's title, such as 'Vice President'. */
                    title?: string;
                    /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
                    userType?: string;
                    /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
                    preferredLanguage?: string;
                    /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
                    locale?: string;
                    /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
                    timezone?: string;
                    /** @description A Boolean value indicating the User's administrative status. */
                    active?: boolean;
                    /** @description The User's cleartext password. This attribute is intended to be used as a means to specify an initial password when creating a new User or to reset an existing User's password. */
                    password?: string;
                    /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                    emails?: {
                        /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
                    phoneNumbers?: {
                        /** @description Phone number of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Instant messaging addresses for the User. */
                    ims?: {
                        /** @description Instant messaging address for the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description URLs of photos of the User. */
                    photos?: {
                        /** @description URL of a photo of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
                    addresses?: {
                        /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                        formatted?: string;
                        /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                        streetAddress?: string;
                        /** @description The city or locality component. */
                        locality?: string;
                        /** @description The state or region component. */
                        region?: string;
                        /** @description The zip code or postal code component. */
                        postalCode?: string;
                        /** @description The country name component. */
                        country?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                    }[];
                    /** @description A list of entitlements for the User that represent a thing the User has. */
                    entitlements?: {
                        /** @description The value of an entitlement. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
                    roles?: {
                        /** @description The value of a role. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of certificates issued to the User. */
                    x509Certificates?: {
                        /** @description The value of an X.509 certificate: DER in base64. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Enterprise User */
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                        /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                        employeeNumber?: string;
                        /** @description Identifies the name of a cost center. */
                        costCenter?: string;
                        /** @description Identifies the name of an organization. */
                        organization?: string;
                        /** @description Identifies the name of a division. */
                        division?: string;
                        /** @description Identifies the name of a department. */
                        department?: string;
                        /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                        manager?: {
                            /** @description The id of the SCIM resource representing the User's manager. */
                            value?: string;
                            /** @description The URI of the SCIM resource representing the User's manager. */
                            $ref?: string;
                            /** @description The displayName of the User's manager. */
                            displayName?: string;
                        };
                    };
                    /** @description What a User is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                        /**
                         * @description The access mode in all instances; 'Read-Write' when unassigned.
                         * @enum {string}
                         */
                        accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /**
                         * @description The client access license type; for information.
                         * @enum {string}
                         */
                        calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                        /**
                         * @description What kind of user this is.
                         * @enum {string}
                         */
                        userKind?: "person" | "nonInteractive" | "application";
                        /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description State of the license. */
                            status?: string;
                            /** @description Why the license is in state 'error'. */
                            error?: string;
                            /**
                             * Format: date-time
                             * @description When the license was assigned.
                             */
                            assignedAt?: string;
                            /** @description The Group that gives the license; unassigned for a direct one. */
                            assignedByGroup?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                            /** @description Whether this is the preferred license; 'true' appears no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                        licenseSkus?: string;
                        /**
                         * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                         * @enum {string}
                         */
                        usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                        /** @description Name or path of the business unit, e.g. 'Root/North'. */
                        businessUnit?: string;
                        /** @description The security roles of the User. securityRoleNames shows the same as text. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                            /** @description Where the role comes from. */
                            source?: string;
                        }[];
                        /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                        securityRoleNames?: string;
                        /** @description The administrator roles of the User. */
                        administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                        /** @description Whether an invitation is to be sent while one is required. */
                        sendInvitation?: boolean;
                        /** @description A request to set a temporary password; never returned. */
                        temporaryPassword?: Record<string, never>;
                        /** @description Application id of an application user. */
                        applicationId?: string;
                        /** @description Identifier of the User in the external directory. */
                        directoryObjectId?: string;
                    };
                    /**
                     * @description Mails the temporary password, as clear text; false if left out and mailTo too.
                     * @constant
                     */
                    sendPasswordMail?: false;
                } | {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string;
                    /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
                    userName?: string;
                    /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
                    name?: {
                        /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                        formatted?: string;
                        /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                        familyName?: string;
                        /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                        givenName?: string;
                        /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                        middleName?: string;
                        /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificPrefix?: string;
                        /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificSuffix?: string;
                    };
                    /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
                    displayName?: string;
                    /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
                    nickName?: string;
                    /** @description A fully qualified URL pointing to a page representing the User's online profile. */
                    profileUrl?: string;
                    /** @description The user's title, such as 'Vice President'. */
                    title?: string;
                    /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
                    userType?: string;
                    /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
                    preferredLanguage?: string;
                    /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
                    locale?: string;
                    /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
                    timezone?: string;
                    /** @description A Boolean value indicating the User's administrative status. */
                    active?: boolean;
                    /** @description The User's cleartext password. This attribute is intended to be used as a means to specify an initial password when creating a new User or to reset an existing User's password. */
                    password?: string;
                    /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                    emails?: {
                        /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
                    phoneNumbers?: {
                        /** @description Phone number of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Instant messaging addresses for the User. */
                    ims?: {
                        /** @description Instant messaging address for the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description URLs of photos of the User. */
                    photos?: {
                        /** @description URL of a photo of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
                    addresses?: {
                        /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                        formatted?: string;
                        /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                        streetAddress?: string;
                        /** @description The city or locality component. */
                        locality?: string;
                        /** @description The state or region component. */
                        region?: string;
                        /** @description The zip code or postal code component. */
                        postalCode?: string;
                        /** @description The country name component. */
                        country?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                    }[];
                    /** @description A list of entitlements for the User that represent a thing the User has. */
                    entitlements?: {
                        /** @description The value of an entitlement. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
                    roles?: {
                        /** @description The value of a role. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of certificates issued to the User. */
                    x509Certificates?: {
                        /** @description The value of an X.509 certificate: DER in base64. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Enterprise User */
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                        /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                        employeeNumber?: string;
                        /** @description Identifies the name of a cost center. */
                        costCenter?: string;
                        /** @description Identifies the name of an organization. */
                        organization?: string;
                        /** @description Identifies the name of a division. */
                        division?: string;
                        /** @description Identifies the name of a department. */
                        department?: string;
                        /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                        manager?: {
                            /** @description The id of the SCIM resource representing the User's manager. */
                            value?: string;
                            /** @description The URI of the SCIM resource representing the User's manager. */
                            $ref?: string;
                            /** @description The displayName of the User's manager. */
                            displayName?: string;
                        };
                    };
                    /** @description What a User is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                        /**
                         * @description The access mode in all instances; 'Read-Write' when unassigned.
                         * @enum {string}
                         */
                        accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /**
                         * @description The client access license type; for information.
                         * @enum {string}
                         */
                        calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                        /**
                         * @description What kind of user this is.
                         * @enum {string}
                         */
                        userKind?: "person" | "nonInteractive" | "application";
                        /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description State of the license. */
                            status?: string;
                            /** @description Why the license is in state 'error'. */
                            error?: string;
                            /**
                             * Format: date-time
                             * @description When the license was assigned.
                             */
                            assignedAt?: string;
                            /** @description The Group that gives the license; unassigned for a direct one. */
                            assignedByGroup?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                            /** @description Whether this is the preferred license; 'true' appears no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                        licenseSkus?: string;
                        /**
                         * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                         * @enum {string}
                         */
                        usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                        /** @description Name or path of the business unit, e.g. 'Root/North'. */
                        businessUnit?: string;
                        /** @description The security roles of the User. securityRoleNames shows the same as text. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                            /** @description Where the role comes from. */
                            source?: string;
                        }[];
                        /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                        securityRoleNames?: string;
                        /** @description The administrator roles of the User. */
                        administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                        /** @description Whether an invitation is to be sent while one is required. */
                        sendInvitation?: boolean;
                        /** @description A request to set a temporary password; never returned. */
                        temporaryPassword?: Record<string, never>;
                        /** @description Application id of an application user. */
                        applicationId?: string;
                        /** @description Identifier of the User in the external directory. */
                        directoryObjectId?: string;
                    };
                    /**
                     * @description Mails the temporary password, as clear text; false if left out and mailTo too.
                     * @constant
                     */
                    sendPasswordMail?: true;
                    /**
                     * Format: email
                     * @description Mails it there; the user's own address if left out.
                     */
                    mailTo: string;
                } | {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string;
                    /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
                    userName?: string;
                    /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
                    name?: {
                        /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                        formatted?: string;
                        /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                        familyName?: string;
                        /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                        givenName?: string;
                        /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                        middleName?: string;
                        /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificPrefix?: string;
                        /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificSuffix?: string;
                    };
                    /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
                    displayName?: string;
                    /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
                    nickName?: string;
                    /** @description A fully qualified URL pointing to a page representing the User's online profile. */
                    profileUrl?: string;
                    /** @description The user's title, such as 'Vice President'. */
                    title?: string;
                    /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
                    userType?: string;
                    /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
                    preferredLanguage?: string;
                    /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
                    locale?: string;
                    /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
                    timezone?: string;
                    /** @description A Boolean value indicating the User's administrative status. */
                    active?: boolean;
                    /** @description The User's cleartext password. This attribute is intended to be used as a means to specify an initial password when creating a new User or to reset an existing User's password. */
                    password?: string;
                    emails: {
                        /** Format: email */
                        value: string;
                        /** @enum {string} */
                        type?: "work" | "home" | "other";
                    }[];
                    /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
                    phoneNumbers?: {
                        /** @description Phone number of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Instant messaging addresses for the User. */
                    ims?: {
                        /** @description Instant messaging address for the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description URLs of photos of the User. */
                    photos?: {
                        /** @description URL of a photo of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
                    addresses?: {
                        /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                        formatted?: string;
                        /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                        streetAddress?: string;
                        /** @description The city or locality component. */
                        locality?: string;
                        /** @description The state or region component. */
                        region?: string;
                        /** @description The zip code or postal code component. */
                        postalCode?: string;
                        /** @description The country name component. */
                        country?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                    }[];
                    /** @description A list of entitlements for the User that represent a thing the User has. */
                    entitlements?: {
                        /** @description The value of an entitlement. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
                    roles?: {
                        /** @description The value of a role. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of certificates issued to the User. */
                    x509Certificates?: {
                        /** @description The value of an X.509 certificate: DER in base64. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Enterprise User */
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                        /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                        employeeNumber?: string;
                        /** @description Identifies the name of a cost center. */
                        costCenter?: string;
                        /** @description Identifies the name of an organization. */
                        organization?: string;
                        /** @description Identifies the name of a division. */
                        division?: string;
                        /** @description Identifies the name of a department. */
                        department?: string;
                        /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                        manager?: {
                            /** @description The id of the SCIM resource representing the User's manager. */
                            value?: string;
                            /** @description The URI of the SCIM resource representing the User's manager. */
                            $ref?: string;
                            /** @description The displayName of the User's manager. */
                            displayName?: string;
                        };
                    };
                    /** @description What a User is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                        /**
                         * @description The access mode in all instances; 'Read-Write' when unassigned.
                         * @enum {string}
                         */
                        accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /**
                         * @description The client access license type; for information.
                         * @enum {string}
                         */
                        calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                        /**
                         * @description What kind of user this is.
                         * @enum {string}
                         */
                        userKind?: "person" | "nonInteractive" | "application";
                        /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description State of the license. */
                            status?: string;
                            /** @description Why the license is in state 'error'. */
                            error?: string;
                            /**
                             * Format: date-time
                             * @description When the license was assigned.
                             */
                            assignedAt?: string;
                            /** @description The Group that gives the license; unassigned for a direct one. */
                            assignedByGroup?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                            /** @description Whether this is the preferred license; 'true' appears no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                        licenseSkus?: string;
                        /**
                         * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                         * @enum {string}
                         */
                        usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                        /** @description Name or path of the business unit, e.g. 'Root/North'. */
                        businessUnit?: string;
                        /** @description The security roles of the User. securityRoleNames shows the same as text. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                            /** @description Where the role comes from. */
                            source?: string;
                        }[];
                        /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                        securityRoleNames?: string;
                        /** @description The administrator roles of the User. */
                        administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                        /** @description Whether an invitation is to be sent while one is required. */
                        sendInvitation?: boolean;
                        /** @description A request to set a temporary password; never returned. */
                        temporaryPassword?: Record<string, never>;
                        /** @description Application id of an application user. */
                        applicationId?: string;
                        /** @description Identifier of the User in the external directory. */
                        directoryObjectId?: string;
                    };
                    /**
                     * @description Mails the temporary password, as clear text; false if left out and mailTo too.
                     * @constant
                     */
                    sendPasswordMail: true;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedUser"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resetPassword: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Mails the temporary password, as clear text; false if left out and mailTo too.
                     * @constant
                     */
                    sendPasswordMail?: false;
                } | {
                    /**
                     * @description Mails the temporary password, as clear text; false if left out and mailTo too.
                     * @constant
                     */
                    sendPasswordMail?: true;
                    /**
                     * Format: email
                     * @description Mails it there; the user's own address if left out.
                     */
                    mailTo: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordReset"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    explainAccessOfUser: {
        parameters: {
            query?: {
                /** @description Id or name of the only instance wanted. */
                instance?: string;
                /** @description A moment of the past, for what the history has of it; now when left out. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAccessList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listAccessHistory: {
        parameters: {
            query?: {
                /** @description Id or name of the only instance wanted. */
                instance?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastAccessPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    compareAccess: {
        parameters: {
            query?: {
                /** @description The moment before. */
                from?: string;
                /** @description The moment after; now when left out. */
                to?: string;
                /** @description Id or name of the only instance wanted. */
                instance?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDifference"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    explainAccessToInstance: {
        parameters: {
            query?: {
                /** @description A moment of the past, for what the history has of it; now when left out. */
                at?: string;
                /** @description Only users who can, or cannot, sign in to the instance; a page can be shorter than its limit. */
                canSignIn?: "true" | "false";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAccessPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    replaceUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string;
                    /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
                    userName: string;
                    /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
                    name?: {
                        /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                        formatted?: string;
                        /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                        familyName?: string;
                        /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                        givenName?: string;
                        /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                        middleName?: string;
                        /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificPrefix?: string;
                        /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificSuffix?: string;
                    };
                    /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
                    displayName?: string;
                    /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
                    nickName?: string;
                    /** @description A fully qualified URL pointing to a page representing the User's online profile. */
                    profileUrl?: string;
                    /** @description The user's title, such as 'Vice President'. */
                    title?: string;
                    /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
                    userType?: string;
                    /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
                    preferredLanguage?: string;
                    /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
                    locale?: string;
                    /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
                    timezone?: string;
                    /** @description A Boolean value indicating the User's administrative status. */
                    active?: boolean;
                    /** @description The User's cleartext password. This attribute is intended to be used as a means to specify an initial password when creating a new User or to reset an existing User's password. */
                    password?: string;
                    /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                    emails?: {
                        /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
                    phoneNumbers?: {
                        /** @description Phone number of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Instant messaging addresses for the User. */
                    ims?: {
                        /** @description Instant messaging address for the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description URLs of photos of the User. */
                    photos?: {
                        /** @description URL of a photo of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
                    addresses?: {
                        /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                        formatted?: string;
                        /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                        streetAddress?: string;
                        /** @description The city or locality component. */
                        locality?: string;
                        /** @description The state or region component. */
                        region?: string;
                        /** @description The zip code or postal code component. */
                        postalCode?: string;
                        /** @description The country name component. */
                        country?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                    }[];
                    /** @description A list of entitlements for the User that represent a thing the User has. */
                    entitlements?: {
                        /** @description The value of an entitlement. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
                    roles?: {
                        /** @description The value of a role. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description A list of certificates issued to the User. */
                    x509Certificates?: {
                        /** @description The value of an X.509 certificate: DER in base64. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[];
                    /** @description Enterprise User */
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                        /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                        employeeNumber?: string;
                        /** @description Identifies the name of a cost center. */
                        costCenter?: string;
                        /** @description Identifies the name of an organization. */
                        organization?: string;
                        /** @description Identifies the name of a division. */
                        division?: string;
                        /** @description Identifies the name of a department. */
                        department?: string;
                        /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                        manager?: {
                            /** @description The id of the SCIM resource representing the User's manager. */
                            value?: string;
                            /** @description The URI of the SCIM resource representing the User's manager. */
                            $ref?: string;
                            /** @description The displayName of the User's manager. */
                            displayName?: string;
                        };
                    };
                    /** @description What a User is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                        /**
                         * @description The access mode in all instances; 'Read-Write' when unassigned.
                         * @enum {string}
                         */
                        accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /**
                         * @description The client access license type; for information.
                         * @enum {string}
                         */
                        calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                        /**
                         * @description What kind of user this is.
                         * @enum {string}
                         */
                        userKind?: "person" | "nonInteractive" | "application";
                        /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description State of the license. */
                            status?: string;
                            /** @description Why the license is in state 'error'. */
                            error?: string;
                            /**
                             * Format: date-time
                             * @description When the license was assigned.
                             */
                            assignedAt?: string;
                            /** @description The Group that gives the license; unassigned for a direct one. */
                            assignedByGroup?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                            /** @description Whether this is the preferred license; 'true' appears no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                        licenseSkus?: string;
                        /**
                         * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                         * @enum {string}
                         */
                        usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                        /** @description Name or path of the business unit, e.g. 'Root/North'. */
                        businessUnit?: string;
                        /** @description The security roles of the User. securityRoleNames shows the same as text. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                            /** @description Where the role comes from. */
                            source?: string;
                        }[];
                        /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                        securityRoleNames?: string;
                        /** @description The administrator roles of the User. */
                        administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                        /** @description Whether an invitation is to be sent while one is required. */
                        sendInvitation?: boolean;
                        /** @description A request to set a temporary password; never returned. */
                        temporaryPassword?: Record<string, never>;
                        /** @description Application id of an application user. */
                        applicationId?: string;
                        /** @description Identifier of the User in the external directory. */
                        directoryObjectId?: string;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    deleteUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string | null;
                    /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
                    userName?: string;
                    /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
                    name?: {
                        /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                        formatted?: string | null;
                        /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                        familyName?: string | null;
                        /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                        givenName?: string | null;
                        /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                        middleName?: string | null;
                        /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificPrefix?: string | null;
                        /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                        honorificSuffix?: string | null;
                    } | null;
                    /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
                    displayName?: string | null;
                    /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
                    nickName?: string | null;
                    /** @description A fully qualified URL pointing to a page representing the User's online profile. */
                    profileUrl?: string | null;
                    /** @description The user's title, such as 'Vice President'. */
                    title?: string | null;
                    /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
                    userType?: string | null;
                    /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
                    preferredLanguage?: string | null;
                    /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
                    locale?: string | null;
                    /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
                    timezone?: string | null;
                    /** @description A Boolean value indicating the User's administrative status. */
                    active?: boolean | null;
                    /** @description The User's cleartext password. This attribute is intended to be used as a means to specify an initial password when creating a new User or to reset an existing User's password. */
                    password?: string | null;
                    /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                    emails?: {
                        /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
                    phoneNumbers?: {
                        /** @description Phone number of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description Instant messaging addresses for the User. */
                    ims?: {
                        /** @description Instant messaging address for the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description URLs of photos of the User. */
                    photos?: {
                        /** @description URL of a photo of the User. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
                    addresses?: {
                        /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                        formatted?: string;
                        /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                        streetAddress?: string;
                        /** @description The city or locality component. */
                        locality?: string;
                        /** @description The state or region component. */
                        region?: string;
                        /** @description The zip code or postal code component. */
                        postalCode?: string;
                        /** @description The country name component. */
                        country?: string;
                        /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                    }[] | null;
                    /** @description A list of entitlements for the User that represent a thing the User has. */
                    entitlements?: {
                        /** @description The value of an entitlement. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
                    roles?: {
                        /** @description The value of a role. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description A list of certificates issued to the User. */
                    x509Certificates?: {
                        /** @description The value of an X.509 certificate: DER in base64. */
                        value?: string;
                        /** @description A human-readable name, primarily used for display purposes. */
                        display?: string;
                        /** @description A label indicating the attribute's function. */
                        type?: string;
                        /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                        primary?: boolean;
                    }[] | null;
                    /** @description Enterprise User */
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                        /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                        employeeNumber?: string | null;
                        /** @description Identifies the name of a cost center. */
                        costCenter?: string | null;
                        /** @description Identifies the name of an organization. */
                        organization?: string | null;
                        /** @description Identifies the name of a division. */
                        division?: string | null;
                        /** @description Identifies the name of a department. */
                        department?: string | null;
                        /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                        manager?: {
                            /** @description The id of the SCIM resource representing the User's manager. */
                            value?: string | null;
                            /** @description The URI of the SCIM resource representing the User's manager. */
                            $ref?: string | null;
                            /** @description The displayName of the User's manager. */
                            displayName?: string | null;
                        } | null;
                    } | null;
                    /** @description What a User is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                        /**
                         * @description The access mode in all instances; 'Read-Write' when unassigned.
                         * @enum {string|null}
                         */
                        accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive" | null;
                        /**
                         * @description The client access license type; for information.
                         * @enum {string|null}
                         */
                        calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service" | null;
                        /**
                         * @description What kind of user this is.
                         * @enum {string|null}
                         */
                        userKind?: "person" | "nonInteractive" | "application" | null;
                        /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description State of the license. */
                            status?: string;
                            /** @description Why the license is in state 'error'. */
                            error?: string;
                            /**
                             * Format: date-time
                             * @description When the license was assigned.
                             */
                            assignedAt?: string;
                            /** @description The Group that gives the license; unassigned for a direct one. */
                            assignedByGroup?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                            /** @description Whether this is the preferred license; 'true' appears no more than once. */
                            primary?: boolean;
                        }[] | null;
                        /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                        licenseSkus?: string | null;
                        /**
                         * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                         * @enum {string|null}
                         */
                        usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW" | null;
                        /** @description Name or path of the business unit, e.g. 'Root/North'. */
                        businessUnit?: string | null;
                        /** @description The security roles of the User. securityRoleNames shows the same as text. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                            /** @description Where the role comes from. */
                            source?: string;
                        }[] | null;
                        /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                        securityRoleNames?: string | null;
                        /** @description The administrator roles of the User. */
                        administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[] | null;
                        /** @description Whether an invitation is to be sent while one is required. */
                        sendInvitation?: boolean | null;
                        /** @description A request to set a temporary password; never returned. */
                        temporaryPassword?: Record<string, never> | null;
                        /** @description Application id of an application user. */
                        applicationId?: string | null;
                        /** @description Identifier of the User in the external directory. */
                        directoryObjectId?: string | null;
                    } | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    adoptUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The connection's name. */
                    connection: string;
                    /** @description The provider's id of it. Without one, a provider that knows its resources by externalId may delete it. */
                    externalId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listDeletedUsers: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedUserPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    restoreUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the deleted user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoredUser"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUserColumns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserColumnList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    planUserImport: {
        parameters: {
            query?: {
                /** @description Ids or part numbers of the SKUs that created users get, separated by commas. */
                licenses?: string;
                /** @description Which attribute a column fills, as a JSON object: `{"Login":"userName","Notes":""}`; "" leaves one out. A column that is not named is found by its heading. */
                columns?: string;
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getUserImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the import. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUserImportLines: {
        parameters: {
            query?: {
                /** @description Only lines with this. */
                action?: "create" | "update" | "unchanged" | "refused";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the import. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImportLinePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    applyUserImport: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the import. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    takeImportPasswords: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the import. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedPasswordList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listAdministrators: {
        parameters: {
            query?: {
                /** @description Only users with this role. */
                role?: "global" | "billing" | "password" | "service" | "userManagement";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdministratorPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setAdministratorRoles: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles: ("global" | "billing" | "password" | "service" | "userManagement")[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdministratorRoles"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description At most 10 words, each in the displayName: anywhere, or with one or two characters at the beginning. */
                q?: string;
                /** @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`. */
                filter?: string;
                /** @description The sort order; if omitted, the order of the index that serves the filter, or the order of creation. */
                sortBy?: "displayName" | "meta.created" | "meta.lastModified";
                /** @description The direction of `sortBy`; ascending when left out. */
                sortOrder?: "ascending" | "descending";
                /** @description Whether to count the matches of all pages; exact up to 10000, and without a filter. */
                count?: "true" | "false";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    createGroup: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string;
                    /** @description A human-readable name for the Group. REQUIRED. */
                    displayName: string;
                    /** @description A list of members of the Group. */
                    members?: {
                        /** @description Identifier of the member of this Group. */
                        value?: string;
                        /** @description Human-readable name of the member of this Group. */
                        display?: string;
                        /** @description The URI corresponding to a SCIM resource that is a member of this Group. */
                        $ref?: string;
                        /** @description A label indicating the type of resource, e.g., 'User' or 'Group'. */
                        type?: string;
                    }[];
                    /** @description What a Group is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:Group"?: {
                        /**
                         * @description Whether the Group guards instances and gives licenses, or is a team.
                         * @enum {string}
                         */
                        groupType?: "security" | "team";
                        /** @description Identifiers of the instances that this Group guards, separated by ';'. */
                        guardsInstance?: string;
                        /** @description The licenses that each member gets, named by skuId or skuPartNumber. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                        }[];
                        /** @description The security roles that each member gets from the team. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                        }[];
                        /** @description Name or path of the business unit of the team. */
                        businessUnit?: string;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeGroup: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description URNs of the schemas of the resource. */
                    schemas?: string[];
                    /** @description Identifier of the resource as the provisioning client defined it. */
                    externalId?: string | null;
                    /** @description A human-readable name for the Group. REQUIRED. */
                    displayName?: string;
                    /** @description What a Group is in the CRM */
                    "urn:ietf:params:scim:schemas:extension:crm:2.0:Group"?: {
                        /**
                         * @description Whether the Group guards instances and gives licenses, or is a team.
                         * @enum {string|null}
                         */
                        groupType?: "security" | "team" | null;
                        /** @description Identifiers of the instances that this Group guards, separated by ';'. */
                        guardsInstance?: string | null;
                        /** @description The licenses that each member gets, named by skuId or skuPartNumber. */
                        licenses?: {
                            /** @description Identifier of the SKU. */
                            skuId?: string;
                            /** @description Part number of the SKU. */
                            skuPartNumber?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description Service plans of the SKU that are switched off. */
                            disabledPlans?: string[];
                        }[] | null;
                        /** @description The security roles that each member gets from the team. */
                        securityRoles?: {
                            /** @description Identifier or name of the security role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description The instance in which the role is held; unassigned means all. */
                            instance?: string;
                            /** @description Name or path of the business unit whose role it is. */
                            businessUnit?: string;
                        }[] | null;
                        /** @description Name or path of the business unit of the team. */
                        businessUnit?: string | null;
                    } | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    describeGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupUses"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    adoptGroup: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The connection's name. */
                    connection: string;
                    /** @description The provider's id of it. Without one, a provider that knows its resources by externalId may delete it. */
                    externalId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listCandidates: {
        parameters: {
            query?: {
                /** @description A part of the name of the candidates. */
                search?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidatePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description A part of the name of the members. */
                search?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeMembers: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Ids of users and groups. */
                    add?: string[];
                    /** @description Ids of users and groups. */
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembersChanged"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSkus: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkuPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addSku: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    offerMinimum?: number;
                    /** @enum {string} */
                    billingCycle?: "monthly" | "yearly";
                    /** Format: date-time */
                    nextCycleAt?: string;
                    instances?: string[];
                    id?: string;
                    /**
                     * @example CRM
                     * @example DYN365_ENTERPRISE
                     */
                    partNumber: string;
                    purchased: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getSku: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeSku: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedSku"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeSku: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    offerMinimum?: number;
                    /** @enum {string} */
                    billingCycle?: "monthly" | "yearly";
                    /** Format: date-time */
                    nextCycleAt?: string;
                    instances?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    buySeats: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    seats: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listReductions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReductionList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    requestReduction: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    purchased: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    withdrawReduction: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSeats: {
        parameters: {
            query?: {
                /** @description Only seats with this status; `error` waits for one, and is listed in the order of the queue. */
                status?: "active" | "held" | "error" | "released";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSeatMovements: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMovementPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    reportLicenses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicenseReport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listLicenses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicenseList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeLicenses: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    add?: string[];
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicenseList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    reprocessLicenses: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicenseList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSeatMovementsOfUser: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMovementPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    reassignLicense: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or part number of the SKU. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from: string;
                    to: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sku"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description Only invitations with this status. */
                status?: "Not Sent" | "Invited" | "Near Expired" | "Expired" | "Accepted" | "Rejected" | "Revoked";
                /** @description Id or userName of a user. */
                user?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    inviteUsers: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userIds: string[];
                    /** @description Id or part number of the SKU of which a seat is held; the only one if left out. */
                    skuId?: string;
                    /** @description Whether to mail the link; if omitted, it is mailed to users with an address. */
                    sendMail?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationResultList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the invitation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resendInvitation: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the invitation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Whether to mail the link; if omitted, it is mailed to users with an address. */
                    sendMail?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedInvitation"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the invitation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    inviteUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Id or part number of the SKU of which a seat is held; the only one if left out. */
                    skuId?: string;
                    /** @description Whether to mail the link; if omitted, it is mailed to users with an address. */
                    sendMail?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedInvitation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getHealthReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description At most 10 words, each in the name; of users as in the list of users. Or a whole request id. */
                q?: string;
                /** @description What to search, separated by commas: user, group, license, instance, securityRole, connection, setting, request; all that the roles permit if omitted. */
                types?: string;
                /** @description The most hits of each type; 5 if omitted. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchHitList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getSeries: {
        parameters: {
            query?: {
                /** @description What to show. */
                metric?: "seats" | "requests" | "operations" | "errors" | "latency" | "users" | "syncLag" | "syncWaiting";
                /** @description The beginning; by default a day before the end. */
                from?: string;
                /** @description The end; by default now. */
                to?: string;
                /** @description A duration like 5m, 1h or 1d, of a minute or more; by default one that makes up to 100 points. One that makes more than 500 is made longer, as the answer says. */
                step?: string;
                /** @description Id or part number of the only SKU, for `seats`. */
                sku?: string;
                /** @description Id or name of the only instance, for `syncLag` and `syncWaiting`. */
                instance?: string;
                /** @description Name of the only connection, for what is about requests. */
                connection?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesReport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    countInstanceUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceUsersList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    countAccess: {
        parameters: {
            query?: {
                /** @description Id or name of the only instance wanted. */
                instance?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessCountsList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUsersWithoutRole: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithoutRolePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listWastedSeats: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WastedSeatPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUnusedLicenses: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnusedSeatPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listInstances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addInstance: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    /** @enum {string} */
                    type?: "production" | "sandbox" | "trial" | "developer" | "default";
                    connectorConfig?: {
                        [key: string]: unknown;
                    };
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeInstance: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    /** @enum {string} */
                    type?: "production" | "sandbox" | "trial" | "developer" | "default";
                    connectorConfig?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setGuard: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    groupId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    clearGuard: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    applyRoles: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedRoles"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listBusinessUnits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessUnitList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addBusinessUnit: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description Id, path or name of the business unit above. */
                    parent?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessUnit"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getBusinessUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id, path or name of the business unit. */
                unit: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessUnit"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeBusinessUnit: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id, path or name of the business unit. */
                unit: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeBusinessUnit: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id, path or name of the business unit. */
                unit: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Id, path or name of the business unit above. */
                    parent?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessUnit"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSecurityRoles: {
        parameters: {
            query?: {
                /** @description Id, path or name. */
                businessUnit?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityRoleList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getSecurityRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the security role. */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityRoleDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeSecurityRole: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the security role. */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedRole"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeSecurityRole: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the security role. */
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description The changed privileges; level `none` removes one. */
                    privileges?: components["schemas"]["Privilege"][];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityRoleDetail"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    copySecurityRole: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the security role. */
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description The changed privileges; level `none` removes one. */
                    privileges?: components["schemas"]["Privilege"][];
                    name: string;
                    /** @description Where it is made; the business unit of the original if left out. */
                    businessUnit?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityRoleDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUserRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRoles"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setUserRoles: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Ids, or names of roles of the user's business unit. */
                    roleIds: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRolesResult"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeUserRoles: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Ids, or names of roles of the user's business unit. */
                    add?: string[];
                    /** @description Ids, or names of roles of the user's business unit. */
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRolesResult"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listAssignableRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignableRoles"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setRolesOfUsers: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userIds: string[];
                    /** @description Ids, or names of roles of the user's business unit. */
                    roleIds: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRolesResultList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    moveUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Id, path or name. */
                    businessUnit: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedUser"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listTeams: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addTeam: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description Id, path or name. */
                    businessUnit?: string;
                    groupId?: string;
                    /** @description Ids or names of roles of the team's business unit. */
                    roles?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeTeam: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeTeam: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Ids or names of roles of the team's business unit. */
                    roles?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listTeamMembers: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamMemberPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    moveTeamMembers: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    add?: string[];
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedMembers"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addConnection: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description The product whose preset sets the mode, visibility and options that are not given; docs/modes.md lists them.
                     * @enum {string}
                     */
                    client?: "entra" | "okta" | "onelogin" | "jumpcloud" | "ping" | "google" | "keycloak" | "authentik" | "pocketid" | "canaille" | "midpoint" | "wso2" | "nextcloud" | "generic";
                    /** @enum {string} */
                    mode?: "tolerant" | "strict";
                    /**
                     * @description Whether the connection sees the whole directory, or only its own resources.
                     * @enum {string}
                     */
                    visibility?: "all" | "own";
                    /**
                     * @description What happens when its changes would take access from many people: their effect waits, they are refused, or nothing.
                     * @enum {string}
                     */
                    massLoss?: "hold" | "refuse" | "off";
                    /**
                     * Format: date-time
                     * @description Until when the provisioning log lists each read instead of counting them; null ends it, and a new connection is watched for a day.
                     */
                    watchedUntil?: string | null;
                    /** @description Points in which it departs from its preset and mode; docs/modes.md lists them. */
                    options?: {
                        removeMembersByValue?: boolean | null;
                        createMissingElements?: boolean | null;
                        patchManyElements?: boolean | null;
                        coerceBooleanStrings?: boolean | null;
                        coerceNumbers?: boolean | null;
                        wrapComplexStrings?: boolean | null;
                        dropPasswordHashes?: boolean | null;
                        adaptLists?: boolean | null;
                        emptyStringClears?: boolean | null;
                        acceptAnyReference?: boolean | null;
                        acceptAnyCode?: boolean | null;
                        mergeDuplicateElements?: boolean | null;
                        keepUnknownRights?: boolean | null;
                        dropUnknownSchemas?: boolean | null;
                        dropUnknownAttributes?: boolean | null;
                        allowMissingSchemas?: boolean | null;
                        acceptLegacySchemas?: boolean | null;
                        expandPathKeys?: boolean | null;
                        shortExtensionNames?: boolean | null;
                        ignoreReadOnly?: boolean | null;
                        allowPathlessOperations?: boolean | null;
                        allowEmptyOperations?: boolean | null;
                        mergeComplexOnReplace?: boolean | null;
                        filterBehindValuePath?: boolean | null;
                        unquotedFilterText?: boolean | null;
                        filterOnComplex?: boolean | null;
                        unwrapBase64?: boolean | null;
                        acceptDeclaredCharset?: boolean | null;
                        allowBothProjections?: boolean | null;
                        answerPlainJson?: boolean | null;
                        answerPatchedGroup?: boolean | null;
                        acceptUnknownMembers?: boolean | null;
                        uniqueGroupNames?: boolean | null;
                        externalIdCaseExact?: boolean | null;
                        crmSchemas?: boolean | null;
                        catalogs?: boolean | null;
                        drafts?: boolean | null;
                        pagination?: boolean | null;
                        basicAuth?: boolean | null;
                        softLicenseErrors?: boolean | null;
                        releaseSeatOnDeactivation?: boolean | null;
                    };
                    /** @description Requests and bulk operations a second, and how many at once; a rate of 0 is no limit. */
                    limits?: {
                        rate?: number | null;
                        burst?: number | null;
                        bulkRate?: number | null;
                        bulkBurst?: number | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the connection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeConnection: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Name of the connection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The product whose preset sets the mode, visibility and options that are not given; docs/modes.md lists them.
                     * @enum {string}
                     */
                    client?: "entra" | "okta" | "onelogin" | "jumpcloud" | "ping" | "google" | "keycloak" | "authentik" | "pocketid" | "canaille" | "midpoint" | "wso2" | "nextcloud" | "generic";
                    /** @enum {string} */
                    mode?: "tolerant" | "strict";
                    /**
                     * @description Whether the connection sees the whole directory, or only its own resources.
                     * @enum {string}
                     */
                    visibility?: "all" | "own";
                    /**
                     * @description What happens when its changes would take access from many people: their effect waits, they are refused, or nothing.
                     * @enum {string}
                     */
                    massLoss?: "hold" | "refuse" | "off";
                    /**
                     * Format: date-time
                     * @description Until when the provisioning log lists each read instead of counting them; null ends it, and a new connection is watched for a day.
                     */
                    watchedUntil?: string | null;
                    /** @description Points in which it departs from its preset and mode; docs/modes.md lists them. */
                    options?: {
                        removeMembersByValue?: boolean | null;
                        createMissingElements?: boolean | null;
                        patchManyElements?: boolean | null;
                        coerceBooleanStrings?: boolean | null;
                        coerceNumbers?: boolean | null;
                        wrapComplexStrings?: boolean | null;
                        dropPasswordHashes?: boolean | null;
                        adaptLists?: boolean | null;
                        emptyStringClears?: boolean | null;
                        acceptAnyReference?: boolean | null;
                        acceptAnyCode?: boolean | null;
                        mergeDuplicateElements?: boolean | null;
                        keepUnknownRights?: boolean | null;
                        dropUnknownSchemas?: boolean | null;
                        dropUnknownAttributes?: boolean | null;
                        allowMissingSchemas?: boolean | null;
                        acceptLegacySchemas?: boolean | null;
                        expandPathKeys?: boolean | null;
                        shortExtensionNames?: boolean | null;
                        ignoreReadOnly?: boolean | null;
                        allowPathlessOperations?: boolean | null;
                        allowEmptyOperations?: boolean | null;
                        mergeComplexOnReplace?: boolean | null;
                        filterBehindValuePath?: boolean | null;
                        unquotedFilterText?: boolean | null;
                        filterOnComplex?: boolean | null;
                        unwrapBase64?: boolean | null;
                        acceptDeclaredCharset?: boolean | null;
                        allowBothProjections?: boolean | null;
                        answerPlainJson?: boolean | null;
                        answerPatchedGroup?: boolean | null;
                        acceptUnknownMembers?: boolean | null;
                        uniqueGroupNames?: boolean | null;
                        externalIdCaseExact?: boolean | null;
                        crmSchemas?: boolean | null;
                        catalogs?: boolean | null;
                        drafts?: boolean | null;
                        pagination?: boolean | null;
                        basicAuth?: boolean | null;
                        softLicenseErrors?: boolean | null;
                        releaseSeatOnDeactivation?: boolean | null;
                    };
                    /** @description Requests and bulk operations a second, and how many at once; a rate of 0 is no limit. */
                    limits?: {
                        rate?: number | null;
                        burst?: number | null;
                        bulkRate?: number | null;
                        bulkBurst?: number | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getFingerprint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the connection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fingerprint"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listGrantableRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the connection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantableRoleList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setGrantableRole: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Name of the connection. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role: string;
                    allowed?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantableRoleList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description Only holds in this state. */
                state?: "open" | "released" | "discarded" | "ended";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the hold. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listHeldUsers: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the hold. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldUserPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    releaseHold: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the hold. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    discardHold: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the hold. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    releaseHeldUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the hold. */
                id: string;
                /** @description Id or userName of the user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    startJob: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "assignLicenses";
                    params: {
                        sku: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "assignLicenses";
                    params: {
                        sku: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "removeLicenses";
                    params: {
                        sku: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "removeLicenses";
                    params: {
                        sku: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "block";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "block";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "unblock";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "unblock";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "delete";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "delete";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "restore";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "restore";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "addToGroup";
                    params: {
                        sku?: string;
                        group: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "addToGroup";
                    params: {
                        sku?: string;
                        group: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "removeFromGroup";
                    params: {
                        sku?: string;
                        group: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "removeFromGroup";
                    params: {
                        sku?: string;
                        group: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "addRoles";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "addRoles";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "removeRoles";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "removeRoles";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "moveUnit";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles?: string[];
                        businessUnit: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "moveUnit";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles?: string[];
                        businessUnit: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "setMode";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "setMode";
                    params: {
                        sku?: string;
                        group?: string;
                        instance: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "invite";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "invite";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                } | {
                    /** @enum {string} */
                    kind: "sync";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description Ids of users. */
                    userIds: string[];
                } | {
                    /** @enum {string} */
                    kind: "sync";
                    params?: {
                        sku?: string;
                        group?: string;
                        instance?: string;
                        roles?: string[];
                        businessUnit?: string;
                        /** @enum {string} */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                    };
                    /** @description All users that `GET /users` lists with these query parameters, at this moment. */
                    query: {
                        /** @description At most 10 words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning. */
                        q?: string;
                        /**
                         * Format: scim-filter
                         * @description A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.
                         */
                        filter?: string;
                        /**
                         * @description `active`: Users who are not blocked. `blocked`: Users whose sign-in is blocked. `licensed`: Users with a seat of any SKU. `unlicensed`: Users without a seat who are not application users. `waitingForSeat`: Users who wait for a seat. `cannotSignIn`: Users who cannot enter an instance that they are of. `administrators`: Users with an administrator role. `invited`: Users with an open invitation. `local`: Users to whom no provider has given an externalId. `applications`: Application users.
                         * @enum {string}
                         */
                        view?: "active" | "blocked" | "licensed" | "unlicensed" | "waitingForSeat" | "cannotSignIn" | "administrators" | "invited" | "local" | "applications";
                        /** @description Id or part number of a SKU of which they have a seat. */
                        license?: string;
                        /** @description Id of a group that they are in, directly or through nested groups. */
                        group?: string;
                        /** @description Name of the connection to which they belong. */
                        connection?: string;
                        /** @description Id or name of the instance that `access`, `reason` and `mode` are about. */
                        instance?: string;
                        /**
                         * @description Whether they can enter the instance, or any; as `GET /reports/access` counts them.
                         * @enum {string}
                         */
                        access?: "can" | "waiting" | "cannot";
                        /**
                         * @description A reason of the decision about their access.
                         * @enum {string}
                         */
                        reason?: "STUB_USER" | "SYSTEM_USER" | "USER_DELETED" | "APPLICATION_USER_DEACTIVATED" | "SIGN_IN_BLOCKED" | "LICENSE_COUNT_VIOLATION" | "NO_LICENSE" | "INSTANCE_NOT_LICENSED" | "NESTED_GROUP_IGNORED" | "NOT_IN_SECURITY_GROUP" | "SYNC_PENDING" | "INVITATION_REQUIRED" | "INVITATION_PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED" | "INVITATION_REVOKED" | "NO_SECURITY_ROLE" | "TEAM_ROLE_INSUFFICIENT" | "SELF_ELEVATION_REQUIRED" | "NO_INTERACTIVE_SIGN_IN" | "ADMINISTRATIVE_MODE_FORCED" | "LICENSE_NOT_NEEDED" | "SYSTEM_ADMINISTRATOR_AUTO" | "SECURITY_GROUP_BYPASSED" | "EFFECT_HELD" | "KEPT_BY_EXCEPTION";
                        /**
                         * @description Their access mode in the instance, or in any.
                         * @enum {string}
                         */
                        mode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                        /** @description Id of a security role that they hold, in whatever business unit. */
                        role?: string;
                        /** @description Users changed at this time or later. */
                        changedSince?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listJobResults: {
        parameters: {
            query?: {
                /** @description Only users in this state. */
                state?: "waiting" | "done" | "failed";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResultPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    cancelJob: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    retryJob: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getSyncStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncStatus"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    synchronize: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    userId?: string;
                    instance?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncJob"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getSyncJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncJob"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSyncTasks: {
        parameters: {
            query?: {
                /** @description Only tasks in this state. */
                state?: "waiting" | "parked";
                /** @description Only tasks of this user, by id or userName. */
                userId?: string;
                /** @description Id or name. */
                instance?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncTaskPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    retrySyncTasks: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    userId?: string;
                    /** @description Id or name. */
                    instance?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedTasks"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setAccessMode: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    mode: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessModeOfRecord"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listApplicationUsers: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedApplicationUserPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addApplicationUser: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID of the registered app. */
                    applicationId: string;
                    /** @description Needed where the app has no user yet. */
                    displayName: string;
                    /** @description Id, path or name; the root if left out. */
                    businessUnit?: string;
                    /** @description Ids or names of roles of the business unit. */
                    roles?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationUser"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUsersOfInstance: {
        parameters: {
            query?: {
                /** @description The list wanted. */
                view?: "all" | "enabled" | "disabled" | "stub" | "application" | "nonInteractive" | "administrative" | "withoutRole";
                /** @description The beginning of the user name; the users are then in the order of their names. */
                q?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceUserPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getUserOfInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceUser"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    explainUserForm: {
        parameters: {
            query?: {
                /** @description Id or name of the instance whose record is shown beside it. */
                instance?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedUserForm"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    importRecords: {
        parameters: {
            query?: {
                /** @description Writes nothing and reports the same. */
                dryRun?: "true" | "false";
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listStubs: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StubPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    reassignStub: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id of the record. */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Id or userName of the user. */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reassigned"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listWorkflows: {
        parameters: {
            query?: {
                /** @description Id or userName: only the workflows of this user that have not ended. */
                user?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    startWorkflow: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "administrative" | "nonInteractive";
                    /** @description Id or userName; either this, or `user`. */
                    userId: string;
                    /** @description Id or name. */
                    instance: string;
                    /** @description The license to assign and remove; optional if the user has one. */
                    sku?: string;
                } | {
                    /** @enum {string} */
                    kind: "administrative" | "nonInteractive";
                    /** @description Attributes of a SCIM User (RFC 7643 §4.1) as in the schema User, extensions under their URN; names that no schema of the tenant has are refused. */
                    user: {
                        /** @description URNs of the schemas of the resource. */
                        schemas?: string[];
                        /** @description Identifier of the resource as the provisioning client defined it. */
                        externalId?: string;
                        /** @description Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User MUST include a non-empty userName value. This identifier MUST be unique across the service provider's entire set of Users. REQUIRED. */
                        userName?: string;
                        /** @description The components of the user's real name. Providers MAY return just the full name as a single string in the formatted sub-attribute, or they MAY return just the individual component attributes using the other sub-attributes, or they MAY return both. If both variants are returned, they SHOULD be describing the same name, with the formatted name indicating how the component attributes should be combined. */
                        name?: {
                            /** @description The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g. 'Ms. Barbara J Jensen, III'). */
                            formatted?: string;
                            /** @description The family name of the User, or last name in most Western languages (e.g. 'Jensen' given the full name 'Ms. Barbara J Jensen, III'). */
                            familyName?: string;
                            /** @description The given name of the User, or first name in most Western languages (e.g. 'Barbara' given the full name 'Ms. Barbara J Jensen, III'). */
                            givenName?: string;
                            /** @description The middle name(s) of the User (e.g. 'Jane' given the full name 'Ms. Barbara J Jensen, III'). */
                            middleName?: string;
                            /** @description The honorific prefix(es) of the User, or title in most Western languages (e.g. 'Ms.' given the full name 'Ms. Barbara J Jensen, III'). */
                            honorificPrefix?: string;
                            /** @description The honorific suffix(es) of the User, or suffix in most Western languages (e.g. 'III' given the full name 'Ms. Barbara J Jensen, III'). */
                            honorificSuffix?: string;
                        };
                        /** @description The name of the User, suitable for display to end-users. The name SHOULD be the full name of the User being described, if known. */
                        displayName?: string;
                        /** @description The casual way to address the user in real life, e.g. 'Bob' or 'Bobby' instead of 'Robert'. This attribute SHOULD NOT be used to represent a User's username (e.g. 'bjensen' or 'mpepperidge'). */
                        nickName?: string;
                        /** @description A fully qualified URL pointing to a page representing the User's online profile. */
                        profileUrl?: string;
                        /** @description The user's title, such as 'Vice President'. */
                        title?: string;
                        /** @description Used to identify the relationship between the organization and the user. Typical values used might be 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used. */
                        userType?: string;
                        /** @description Indicates the User's preferred written or spoken language. Generally used for selecting a localized user interface; e.g. 'en_US' specifies the language English and country US. */
                        preferredLanguage?: string;
                        /** @description Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations. */
                        locale?: string;
                        /** @description The User's time zone in the 'Olson' time zone database format, e.g. 'America/Los_Angeles'. */
                        timezone?: string;
                        /** @description A Boolean value indicating the User's administrative status. */
                        active?: boolean;
                        /** @description The User's cleartext password. This attribute is intended to be used as a means to specify an initial password when creating a new User or to reset an existing User's password. */
                        password?: string;
                        /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                        emails?: {
                            /** @description Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g. 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', 'home', and 'other'. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                            display?: string;
                            /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Phone numbers for the User. The value SHOULD be canonicalized by the service provider according to the format specified in RFC 3966, e.g. 'tel:+1-201-555-0123'. Canonical type values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'. */
                        phoneNumbers?: {
                            /** @description Phone number of the User. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                            display?: string;
                            /** @description A label indicating the attribute's function, e.g. 'work', 'home', 'mobile'. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred phone number or primary phone number. The primary attribute value 'true' MUST appear no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Instant messaging addresses for the User. */
                        ims?: {
                            /** @description Instant messaging address for the User. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                            display?: string;
                            /** @description A label indicating the attribute's function, e.g. 'aim', 'gtalk', 'xmpp'. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred messenger or primary messenger. The primary attribute value 'true' MUST appear no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description URLs of photos of the User. */
                        photos?: {
                            /** @description URL of a photo of the User. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                            display?: string;
                            /** @description A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description A physical mailing address for this User. Canonical type values of 'work', 'home', and 'other'. This attribute is a complex type with the following sub-attributes. */
                        addresses?: {
                            /** @description The full mailing address, formatted for display or use with a mailing label. This attribute MAY contain newlines. */
                            formatted?: string;
                            /** @description The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information. This attribute MAY contain newlines. */
                            streetAddress?: string;
                            /** @description The city or locality component. */
                            locality?: string;
                            /** @description The state or region component. */
                            region?: string;
                            /** @description The zip code or postal code component. */
                            postalCode?: string;
                            /** @description The country name component. */
                            country?: string;
                            /** @description A label indicating the attribute's function, e.g. 'work' or 'home'. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g. the preferred mailing address or primary email address. The primary attribute value 'true' MUST appear no more than once. */
                            primary?: boolean;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                        }[];
                        /** @description A list of entitlements for the User that represent a thing the User has. */
                        entitlements?: {
                            /** @description The value of an entitlement. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. READ-ONLY. */
                            display?: string;
                            /** @description A label indicating the attribute's function. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value for this attribute. The primary attribute value 'true' MUST appear no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it. */
                        roles?: {
                            /** @description The value of a role. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description A label indicating the attribute's function. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description A list of certificates issued to the User. */
                        x509Certificates?: {
                            /** @description The value of an X.509 certificate: DER in base64. */
                            value?: string;
                            /** @description A human-readable name, primarily used for display purposes. */
                            display?: string;
                            /** @description A label indicating the attribute's function. */
                            type?: string;
                            /** @description A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once. */
                            primary?: boolean;
                        }[];
                        /** @description Enterprise User */
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                            /** @description Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization. */
                            employeeNumber?: string;
                            /** @description Identifies the name of a cost center. */
                            costCenter?: string;
                            /** @description Identifies the name of an organization. */
                            organization?: string;
                            /** @description Identifies the name of a division. */
                            division?: string;
                            /** @description Identifies the name of a department. */
                            department?: string;
                            /** @description The User's manager.  A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User. */
                            manager?: {
                                /** @description The id of the SCIM resource representing the User's manager. */
                                value?: string;
                                /** @description The URI of the SCIM resource representing the User's manager. */
                                $ref?: string;
                                /** @description The displayName of the User's manager. */
                                displayName?: string;
                            };
                        };
                        /** @description What a User is in the CRM */
                        "urn:ietf:params:scim:schemas:extension:crm:2.0:User"?: {
                            /**
                             * @description The access mode in all instances; 'Read-Write' when unassigned.
                             * @enum {string}
                             */
                            accessMode?: "Read-Write" | "Administrative" | "Read" | "Non-interactive";
                            /**
                             * @description The client access license type; for information.
                             * @enum {string}
                             */
                            calType?: "Professional" | "Administrative" | "Basic" | "Device Professional" | "Device Basic" | "Essential" | "Device Essential" | "Enterprise" | "Device Enterprise" | "Sales" | "Service" | "Field Service" | "Project Service";
                            /**
                             * @description What kind of user this is.
                             * @enum {string}
                             */
                            userKind?: "person" | "nonInteractive" | "application";
                            /** @description The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text. */
                            licenses?: {
                                /** @description Identifier of the SKU. */
                                skuId?: string;
                                /** @description Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'. */
                                skuPartNumber?: string;
                                /** @description A human-readable name, primarily used for display purposes. */
                                display?: string;
                                /** @description State of the license. */
                                status?: string;
                                /** @description Why the license is in state 'error'. */
                                error?: string;
                                /**
                                 * Format: date-time
                                 * @description When the license was assigned.
                                 */
                                assignedAt?: string;
                                /** @description The Group that gives the license; unassigned for a direct one. */
                                assignedByGroup?: string;
                                /** @description Service plans of the SKU that are switched off. */
                                disabledPlans?: string[];
                                /** @description Whether this is the preferred license; 'true' appears no more than once. */
                                primary?: boolean;
                            }[];
                            /** @description Part numbers of the licenses, separated by ';'; 'none' clears them. */
                            licenseSkus?: string;
                            /**
                             * @description ISO 3166-1 alpha-2 code of the country where licenses are used.
                             * @enum {string}
                             */
                            usageLocation?: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                            /** @description Name or path of the business unit, e.g. 'Root/North'. */
                            businessUnit?: string;
                            /** @description The security roles of the User. securityRoleNames shows the same as text. */
                            securityRoles?: {
                                /** @description Identifier or name of the security role. */
                                value?: string;
                                /** @description A human-readable name, primarily used for display purposes. */
                                display?: string;
                                /** @description The instance in which the role is held; unassigned means all. */
                                instance?: string;
                                /** @description Name or path of the business unit whose role it is. */
                                businessUnit?: string;
                                /** @description Where the role comes from. */
                                source?: string;
                            }[];
                            /** @description Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them. */
                            securityRoleNames?: string;
                            /** @description The administrator roles of the User. */
                            administratorRoles?: ("global" | "billing" | "password" | "service" | "userManagement")[];
                            /** @description Whether an invitation is to be sent while one is required. */
                            sendInvitation?: boolean;
                            /** @description A request to set a temporary password; never returned. */
                            temporaryPassword?: Record<string, never>;
                            /** @description Application id of an application user. */
                            applicationId?: string;
                            /** @description Identifier of the User in the external directory. */
                            directoryObjectId?: string;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description Id or name. */
                    instance: string;
                    /** @description The license to assign and remove; optional if the user has one. */
                    sku?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedWorkflow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workflow. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    cancelWorkflow: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workflow. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resumeWorkflow: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workflow. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    createToken: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default default */
                    connection?: string;
                    scopes: ("scim" | "scim.read" | "scim.applications" | "scim.adminroles" | "crm.read" | "access.read" | "access.history" | "admin:global" | "admin:billing" | "admin:password" | "admin:service" | "admin:userManagement")[];
                    /** Format: date-time */
                    expiresAt?: string;
                    userId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    revokeToken: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the token. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listOAuthClients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClientList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addOAuthClient: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default default */
                    connection?: string;
                    /** @description The client id; generated if omitted. */
                    clientId?: string;
                    scopes?: ("scim" | "scim.read" | "scim.applications" | "scim.adminroles" | "crm.read" | "access.read" | "access.history" | "admin:global" | "admin:billing" | "admin:password" | "admin:service" | "admin:userManagement")[];
                    /** @description How long its tokens live: 60 to 360 minutes. */
                    tokenMinutes?: number;
                    algorithms?: ("RS256" | "ES256" | "PS256" | "RS384" | "RS512" | "ES384" | "ES512" | "PS384" | "PS512" | "EdDSA")[];
                    /** @description Its public keys as a JWK Set; no secret then. RFC 7517 §5 */
                    jwks?: {
                        keys: Record<string, never>[];
                    };
                    /** @description Where it publishes its keys; no secret then. */
                    jwksUrl?: string;
                    /** @description A trusted issuer signs for it. */
                    withoutSecret?: boolean;
                    /** Format: date-time */
                    secretExpiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewOAuthClient"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeOAuthClient: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the OAuth client. */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addClientSecret: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the OAuth client. */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewClientSecret"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    revokeClientSecret: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the OAuth client. */
                clientId: string;
                /** @description Id of the secret. */
                secretId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listTrustedIssuers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustedIssuerList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addTrustedIssuer: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `iss` to the letter. */
                    issuer: string;
                    /** @description The required audience of the tokens. */
                    audience: string;
                    /** @description The required subject of the tokens; any if omitted. */
                    subject?: string;
                    /** @description Where the issuer publishes its keys. */
                    jwksUrl: string;
                    algorithms?: ("RS256" | "ES256" | "PS256" | "RS384" | "RS512" | "ES384" | "ES512" | "PS384" | "PS512" | "EdDSA")[];
                    /** @default default */
                    connection?: string;
                    scopes?: ("scim" | "scim.read" | "scim.applications" | "scim.adminroles" | "crm.read" | "access.read" | "access.history" | "admin:global" | "admin:billing" | "admin:password" | "admin:service" | "admin:userManagement")[];
                } | {
                    /** @description `iss` to the letter. */
                    issuer: string;
                    /** @description The required audience of the tokens. */
                    audience: string;
                    /** @description The required subject of the tokens; any if omitted. */
                    subject: string;
                    /** @description Where the issuer publishes its keys. */
                    jwksUrl: string;
                    algorithms?: ("RS256" | "ES256" | "PS256" | "RS384" | "RS512" | "ES384" | "ES512" | "PS384" | "PS512" | "EdDSA")[];
                    /** @description Of which OAuth client they are the proof instead. */
                    clientId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTrustedIssuer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeTrustedIssuer: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the trusted issuer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listExtensionSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionSchemaList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addExtensionSchema: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    resourceType?: "User" | "Group";
                    required?: boolean;
                    schema: {
                        id: string;
                        name?: string;
                        description?: string;
                        attributes: ({
                            name: string;
                            /** @enum {string} */
                            type?: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "binary" | "reference";
                            description?: string;
                            multiValued?: boolean;
                            required?: boolean;
                            caseExact?: boolean;
                            /** @enum {string} */
                            mutability?: "readWrite" | "immutable" | "writeOnly" | "readOnly";
                            /** @enum {string} */
                            returned?: "default" | "always" | "request" | "never";
                            /** @constant */
                            uniqueness?: "none";
                        } | {
                            name: string;
                            /** @enum {string} */
                            type: "complex";
                            description?: string;
                            multiValued?: boolean;
                            required?: boolean;
                            caseExact?: boolean;
                            /** @enum {string} */
                            mutability?: "readWrite" | "immutable" | "writeOnly" | "readOnly";
                            /** @enum {string} */
                            returned?: "default" | "always" | "request" | "never";
                            /** @constant */
                            uniqueness?: "none";
                            subAttributes: {
                                name: string;
                                /** @enum {string} */
                                type?: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "binary" | "reference";
                                description?: string;
                                multiValued?: boolean;
                                required?: boolean;
                                caseExact?: boolean;
                                /** @enum {string} */
                                mutability?: "readWrite" | "immutable" | "writeOnly" | "readOnly";
                                /** @enum {string} */
                                returned?: "default" | "always" | "request" | "never";
                                /** @constant */
                                uniqueness?: "none";
                            }[];
                        })[];
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionSchema"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeExtensionSchema: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description URN of the schema. */
                urn: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeSettings: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The CRM's classic rules, or today's Power Platform rules. It is one of classic, current. */
                    ruleset?: ("classic" | "current") | null;
                    /** @description When active=false releases the seats of a user. It is never, immediately or days:N. */
                    "licenses.releaseOnDeactivate"?: string | null;
                    /** @description Share of a pool in use from which the report shows a warning. It is a whole number from 1 to 100. */
                    "licenses.alarmPercent"?: number | null;
                    /** @description Days until an invitation expires and its seat is released. It is a whole number from 1 to 365. */
                    "invitation.ttlDays"?: number | null;
                    /** @description Hours before the end from which an invitation is Near Expired. It is a whole number from 1 to 8760. */
                    "invitation.nearExpiryHours"?: number | null;
                    /** @description Whether a user who was disabled and is enabled again needs a new invitation. It is one of required, none. */
                    "invitation.onReenable"?: ("required" | "none") | null;
                    /** @description Minutes within which lost access can be restored without a new invitation, whatever removed it. It is a whole number from 0 to 43200. */
                    "invitation.revertGrace"?: number | null;
                    /** @description Where the page of an invitation sends people after they accept. It is an http or https URL, or empty. */
                    "invitation.signInUrl"?: string | null;
                    /** @description Non-interactive users per instance. It is a whole number from 0 to 1000000. */
                    "nonInteractive.limit"?: number | null;
                    /** @description Days after which a seat kept by a non-interactive user is reported. It is a whole number from 0 to 3650. */
                    "nonInteractive.wastedSeatDays"?: number | null;
                    /** @description Whether roles of a group team are enough to sign in; by rule set: in `current` only. It is one of byRuleset, true, false. */
                    "roles.groupTeamCounts"?: ("byRuleset" | "true" | "false") | null;
                    /** @description Whether moving to another business unit keeps the roles that exist there. It is true or false. */
                    "roles.keepOnBusinessUnitChange"?: boolean | null;
                    /** @description Whether roles are assigned to disabled records at once. It is true or false. */
                    "roles.allowOnDisabled"?: boolean | null;
                    /** @description Whether global and service administrators get System Administrator; by rule set: in `classic` only. It is one of byRuleset, true, false. */
                    "adminRoles.autoSystemAdministrator"?: ("byRuleset" | "true" | "false") | null;
                    /** @description Whether that role stays when the administrator role is removed. It is true or false. */
                    "adminRoles.stickySystemAdministrator"?: boolean | null;
                    /** @description People who may lose access to an instance by the changes of a connection within the window. It is a whole number from 0 to 1000000. */
                    "access.hold.people"?: number | null;
                    /** @description Share of those with access who may lose it so; the changes wait above both numbers. It is a whole number from 0 to 100. */
                    "access.hold.percent"?: number | null;
                    /** @description Minutes for which people who lost access by changes of a connection are counted together. It is a whole number from 1 to 10080. */
                    "access.hold.window"?: number | null;
                    /** @description Hours after which held changes take effect by themselves. It is a whole number from 1 to 72. */
                    "access.hold.hours"?: number | null;
                    /** @description People who may lose access to an instance by one change of an administrator without a confirmation. It is a whole number from 0 to 1000000. */
                    "access.brake.people"?: number | null;
                    /** @description Share of those with access who may lose it so; a confirmation is needed above both numbers. It is a whole number from 0 to 100. */
                    "access.brake.percent"?: number | null;
                    /** @description Days for which ended states of access are kept; 0 for ever. It is a whole number from 0 to 36500. */
                    "access.historyDays"?: number | null;
                    /** @description Form of generated user names. It is a text with {given}, {initial} or {family}, and {domain}. */
                    "userIds.pattern"?: string | null;
                    /** @description What {domain} stands for. It is a domain name. */
                    "userIds.domain"?: string | null;
                    /** @description Length of a temporary password, in characters. It is a whole number from 12 to 128. */
                    "passwords.temporaryLength"?: number | null;
                    /** @description Minimum length of a password that a person chooses, in characters. It is a whole number from 8 to 128. */
                    "passwords.minLength"?: number | null;
                    /** @description Days for which a temporary password can be used. It is a whole number from 1 to 365. */
                    "passwords.temporaryDays"?: number | null;
                    /** @description Failed sign-ins of an account from one address before it has to wait there. It is a whole number from 3 to 1000. */
                    "passwords.maxFailures"?: number | null;
                    /** @description Minutes of that wait. It is a whole number from 1 to 1440. */
                    "passwords.waitMinutes"?: number | null;
                    /** @description Hours after which people have to sign in again. It is a whole number from 1 to 168. */
                    "sessions.hours"?: number | null;
                    /** @description Minutes without a request after which a browser has to sign in again. It is a whole number from 5 to 1440. */
                    "sessions.idleMinutes"?: number | null;
                    /** @description Days for which a deleted user can be restored. It is a whole number from 1 to 365. */
                    "deletedUsers.days"?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listInstanceSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeInstanceSettings: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise. */
                "If-Match"?: string;
                /** @description The ETag that it must not have; 412 otherwise. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id or name of the instance. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The CRM's classic rules, or today's Power Platform rules. It is one of classic, current. */
                    ruleset?: ("classic" | "current") | null;
                    /** @description Whether a user who was disabled and is enabled again needs a new invitation. It is one of required, none. */
                    "invitation.onReenable"?: ("required" | "none") | null;
                    /** @description Minutes within which lost access can be restored without a new invitation, whatever removed it. It is a whole number from 0 to 43200. */
                    "invitation.revertGrace"?: number | null;
                    /** @description Non-interactive users per instance. It is a whole number from 0 to 1000000. */
                    "nonInteractive.limit"?: number | null;
                    /** @description Days after which a seat kept by a non-interactive user is reported. It is a whole number from 0 to 3650. */
                    "nonInteractive.wastedSeatDays"?: number | null;
                    /** @description Whether roles of a group team are enough to sign in; by rule set: in `current` only. It is one of byRuleset, true, false. */
                    "roles.groupTeamCounts"?: ("byRuleset" | "true" | "false") | null;
                    /** @description Whether moving to another business unit keeps the roles that exist there. It is true or false. */
                    "roles.keepOnBusinessUnitChange"?: boolean | null;
                    /** @description Whether roles are assigned to disabled records at once. It is true or false. */
                    "roles.allowOnDisabled"?: boolean | null;
                    /** @description Whether global and service administrators get System Administrator; by rule set: in `classic` only. It is one of byRuleset, true, false. */
                    "adminRoles.autoSystemAdministrator"?: ("byRuleset" | "true" | "false") | null;
                    /** @description Whether that role stays when the administrator role is removed. It is true or false. */
                    "adminRoles.stickySystemAdministrator"?: boolean | null;
                    /** @description People who may lose access to an instance by the changes of a connection within the window. It is a whole number from 0 to 1000000. */
                    "access.hold.people"?: number | null;
                    /** @description Share of those with access who may lose it so; the changes wait above both numbers. It is a whole number from 0 to 100. */
                    "access.hold.percent"?: number | null;
                    /** @description People who may lose access to an instance by one change of an administrator without a confirmation. It is a whole number from 0 to 1000000. */
                    "access.brake.people"?: number | null;
                    /** @description Share of those with access who may lose it so; a confirmation is needed above both numbers. It is a whole number from 0 to 100. */
                    "access.brake.percent"?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version; send it as `If-Match` with a change. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listMails: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    retryMail: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the mail. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listProvisioningLog: {
        parameters: {
            query?: {
                /** @description The connection's name. */
                connection?: string;
                /** @description Status of the answer, like 404, 4xx or 400-499. */
                status?: string;
                /** @description What was asked for, one of create, read, replace, patch, delete, search, bulk, discovery, other. */
                operation?: "create" | "read" | "replace" | "patch" | "delete" | "search" | "bulk" | "discovery" | "other";
                /** @description Id of the user or group. */
                resourceId?: string;
                /** @description Id of the request. */
                requestId?: string;
                /** @description Ended not earlier, a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d. */
                since?: string;
                /** @description Ended before, a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d. */
                until?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvisioningLogEntryPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Changed at this time or later, a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d. */
                since?: string;
                /** @description Changed before this time, a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d. */
                until?: string;
                /** @description Id of the connection, token, account or part of the server that made the change. */
                actor?: string;
                /** @description Action as in docs/events.md: user.changed. */
                action?: string;
                /** @description Id of the changed resource. */
                resourceId?: string;
                /** @description Where the change came from: scim, admin, console, cli, public, expiry, sync or import. */
                trigger?: string;
                /** @description Id of the request. */
                requestId?: string;
                /** @description Id of an entry: this entry, and those that continue it when a change has more than 1,000 ids. */
                entry?: string;
                /** @description Lists the entries that continue others too; left out, only those that `entry` or `action` selects. */
                parts?: "true" | "false";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listUserHistory: {
        parameters: {
            query?: {
                /** @description Changed at this time or later, a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d. */
                since?: string;
                /** @description Changed before this time, a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d. */
                until?: string;
                /** @description Action as in docs/events.md: user.changed. */
                action?: string;
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: {
                /** @description The head of an earlier verification, which must still be there. */
                expect?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditReport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    eraseAudit: {
        parameters: {
            query?: {
                /** @description `true` answers 200 with the difference that the request would make, and changes nothing. */
                preview?: "true" | "false";
                /** @description `confirm` of the preview or of the error WOULD_SHUT_OUT. */
                confirm?: string;
                /** @description With `preview`: the later instant at which the change is made; before it, what runs out until then has run out. */
                at?: string;
                /** @description With `preview`: Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description With `preview`: `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    resourceId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedEntries"] | components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    previewOperations: {
        parameters: {
            query?: {
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before of the same preview. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Made one after the other; left out for what time alone does until `at`. */
                    operations?: components["schemas"]["PreviewedOperation"][];
                    /**
                     * Format: date-time
                     * @description The later instant at which they are made; what runs out until then has run out.
                     */
                    at?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDifference"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSessionList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userName: string;
                    password: string;
                    /** @default default */
                    tenant?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    endOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userName: string;
                    oldPassword: string;
                    newPassword: string;
                    /** @default default */
                    tenant?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getOwnAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAccount"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getConsoleSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSession"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signInToConsole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userName: string;
                    password: string;
                    /** @default default */
                    tenant?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSession"];
                };
            };
            400: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signOutOfConsole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    confirmConsoleSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionConfirmation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description A list of provisioning, users, groups, seats, sync, instances, connections, jobs, mails, findings. */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setUpConsole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What follows the # in the link. */
                    setupToken: string;
                    userName: string;
                    password: string;
                    displayName?: string;
                    email?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSession"];
                };
            };
            400: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    endOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of one of the own sessions. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getOwnAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAccessList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    evaluateAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessQuestion"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    evaluateAccesses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ({
                    /** @description Members that are the same in all evaluations can stand once at the top. */
                    evaluations: components["schemas"]["AccessQuestion"][];
                    options?: {
                        /** @enum {string} */
                        evaluations_semantic?: "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                }) | components["schemas"]["AccessQuestion"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDecision"] | components["schemas"]["AccessDecisions"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    searchAccessSubjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ({
                    subject: {
                        /** @enum {string} */
                        type: "user" | "application";
                    } & {
                        [key: string]: unknown;
                    };
                    action: {
                        /** @enum {string} */
                        name: "signIn" | "portal" | "api";
                    } & {
                        [key: string]: unknown;
                    };
                    resource: {
                        /** @constant */
                        type: "instance";
                        /** @description Id or name. */
                        id: string;
                    } & {
                        [key: string]: unknown;
                    };
                    context?: {
                        [key: string]: unknown;
                    };
                    page?: {
                        /** @description `next_token` of the page before; left out for the first. */
                        token?: string;
                        /** @description Results on the page; 100 when left out, 1,000 at most, and the same on every page. */
                        limit?: number;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                }) | ({
                    subject: {
                        /** @enum {string} */
                        type: "user" | "application";
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description A privilege, `Read`; `prvReadAccount` says the table too, which then must be that of the resource. */
                    action: {
                        /** @enum {string} */
                        name: "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";
                    } & {
                        [key: string]: unknown;
                    };
                    resource: {
                        /** @constant */
                        type: "table";
                        /** @description Name of the table. */
                        id: string;
                        properties: {
                            /** @description Id or name. */
                            instance: string;
                            /** @enum {string} */
                            owner?: "own" | "sameBusinessUnit" | "childBusinessUnit" | "elsewhere";
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                    context?: {
                        [key: string]: unknown;
                    };
                    page?: {
                        /** @description `next_token` of the page before; left out for the first. */
                        token?: string;
                        /** @description Results on the page; 100 when left out, 1,000 at most, and the same on every page. */
                        limit?: number;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                });
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessSubjects"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    searchAccessResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ({
                    subject: components["schemas"]["AccessSubject"];
                    action: {
                        /** @enum {string} */
                        name: "signIn" | "portal" | "api";
                    } & {
                        [key: string]: unknown;
                    };
                    resource: {
                        /** @constant */
                        type: "instance";
                        /** @description Id or name. */
                        id?: string;
                    } & {
                        [key: string]: unknown;
                    };
                    context?: {
                        [key: string]: unknown;
                    };
                    page?: {
                        /** @description `next_token` of the page before; left out for the first. */
                        token?: string;
                        /** @description Results on the page; 100 when left out, 1,000 at most, and the same on every page. */
                        limit?: number;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                }) | ({
                    subject: components["schemas"]["AccessSubject"];
                    /** @description A privilege, `Read`; `prvReadAccount` says the table too, which then must be that of the resource. */
                    action: {
                        /** @enum {string} */
                        name: "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";
                    } & {
                        [key: string]: unknown;
                    };
                    resource: {
                        /** @constant */
                        type: "table";
                        /** @description Name of the table. */
                        id?: string;
                        properties: {
                            /** @description Id or name. */
                            instance: string;
                            /** @enum {string} */
                            owner?: "own" | "sameBusinessUnit" | "childBusinessUnit" | "elsewhere";
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                    context?: {
                        [key: string]: unknown;
                    };
                    page?: {
                        /** @description `next_token` of the page before; left out for the first. */
                        token?: string;
                        /** @description Results on the page; 100 when left out, 1,000 at most, and the same on every page. */
                        limit?: number;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                });
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessResources"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    searchAccessActions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ({
                    subject: components["schemas"]["AccessSubject"];
                    resource: {
                        /** @constant */
                        type: "instance";
                        /** @description Id or name. */
                        id: string;
                    } & {
                        [key: string]: unknown;
                    };
                    context?: {
                        [key: string]: unknown;
                    };
                    page?: {
                        /** @description `next_token` of the page before; left out for the first. */
                        token?: string;
                        /** @description Results on the page; 100 when left out, 1,000 at most, and the same on every page. */
                        limit?: number;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                }) | ({
                    subject: components["schemas"]["AccessSubject"];
                    resource: {
                        /** @constant */
                        type: "table";
                        /** @description Name of the table. */
                        id: string;
                        properties: {
                            /** @description Id or name. */
                            instance: string;
                            /** @enum {string} */
                            owner?: "own" | "sameBusinessUnit" | "childBusinessUnit" | "elsewhere";
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                    context?: {
                        [key: string]: unknown;
                    };
                    page?: {
                        /** @description `next_token` of the page before; left out for the first. */
                        token?: string;
                        /** @description Results on the page; 100 when left out, 1,000 at most, and the same on every page. */
                        limit?: number;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                });
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessActions"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getAccessConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listCrmInstances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrmInstanceList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getCrmInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrmInstance"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listInstanceUsers: {
        parameters: {
            query?: {
                /** @description Which of the users. */
                view?: "all" | "enabled" | "disabled" | "stub" | "application" | "nonInteractive" | "administrative" | "withoutRole";
                /** @description Items on the page, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description `nextCursor` of the page before; left out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceUserPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    getInstanceUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the instance. */
                instance: string;
                /** @description Id or userName of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceUser"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
}
