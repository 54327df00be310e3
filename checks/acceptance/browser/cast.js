// The emulator's fixed names and numbers.
export const HOME_TENANT = "c0000000-0000-4000-8000-000000000001";
export const FABRIKAM = "f0000000-0000-4000-8000-000000000002";
export const WOODGROVE = "d0000000-0000-4000-8000-000000000003";
export const GATEHOUSE = "60000000-0000-4000-8000-000000000001";
export const ACCEPTANCE_CLIENT = "60000000-0000-4000-8000-000000000004";
export const PRODUCTION = "50000000-0000-4000-8000-000000000001";
export const RESEARCH = "50000000-0000-4000-8000-000000000002";
export const MFA_CODE = "123456";

const person = (tenant, domain, name, oid) => ({
  tenant, name: name[0].toUpperCase() + name.slice(1), upn: `${name}@${domain}`,
  oid: `a0000000-0000-4000-8000-0000000000${oid}`,
});
export const ada = person(HOME_TENANT, "contoso.com", "ada", "0a");
export const ann = person(HOME_TENANT, "contoso.com", "ann", "0b");
export const pia = person(HOME_TENANT, "contoso.com", "pia", "0c");
export const vic = person(HOME_TENANT, "contoso.com", "vic", "0d");
export const nil = person(HOME_TENANT, "contoso.com", "nil", "0e");
export const olu = person(HOME_TENANT, "contoso.com", "olu", "0f");
export const gus = person(FABRIKAM, "fabrikam.com", "gus", "10");
export const mia = person(WOODGROVE, "woodgrove.com", "mia", "11");
