export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const PROVIDER_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

const messages = "urn:ietf:params:scim:api:messages:2.0";
export const LIST_RESPONSE = `${messages}:ListResponse`;
export const SEARCH_REQUEST = `${messages}:SearchRequest`;
export const PATCH_OP = `${messages}:PatchOp`;
export const BULK_REQUEST = `${messages}:BulkRequest`;
export const BULK_RESPONSE = `${messages}:BulkResponse`;
export const ERROR = `${messages}:Error`;
