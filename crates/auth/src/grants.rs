//! Which role may do what. Default deny: a permission that no arm names a role for is nobody's.

use kernel::Role;
use proto::values_v1::Permission;

const CASE_WORK: &[Role] = &[Role::Caseworker, Role::Decider];
const INDICATORS: &[Role] =
    &[Role::Caseworker, Role::Decider, Role::ReportReader, Role::CellReader];
const EMPLOYER_WORK: &[Role] = &[Role::EmployerConsultant, Role::Caseworker, Role::Decider];
const DECISIONS: &[Role] = &[Role::Decider];
const EVERYONE: &[Role] = &[
    Role::Caseworker,
    Role::Decider,
    Role::EmployerConsultant,
    Role::ReportReader,
    Role::CellReader,
    Role::System,
];

/// The roles that grant a permission; the first one a caller has is stored with what it does.
///
/// `Migrator` stands nowhere: it grants nothing by itself, it only marks what its bearer does as `MIGRATED`.
#[must_use]
pub fn grants(permission: Permission) -> &'static [Role] {
    match permission {
        Permission::Unspecified => &[],
        Permission::RegisterCitizen
        | Permission::ManageProgramme
        | Permission::AssessReadiness
        | Permission::ManageBenefit
        | Permission::ViewCitizen
        | Permission::ManagePlacement
        | Permission::ManageIgu
        | Permission::ViewPlacement => CASE_WORK,
        Permission::DecidePlacement => DECISIONS,
        Permission::ManageEmployer | Permission::ViewEmployer => EMPLOYER_WORK,
        Permission::ViewIndicators => INDICATORS,
        Permission::ResolveToken => EVERYONE,
    }
}

/// The first of the caller's roles, in the order of `grants`, that grants the permission.
#[must_use]
pub fn granting_role(permission: Permission, roles: &[Role]) -> Option<Role> {
    grants(permission).iter().copied().find(|it| roles.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission::{
        AssessReadiness, DecidePlacement, ManageBenefit, ManageEmployer, ManageIgu,
        ManagePlacement, ManageProgramme, RegisterCitizen, ResolveToken, Unspecified, ViewCitizen,
        ViewEmployer, ViewIndicators, ViewPlacement,
    };

    fn granted(role: Role) -> Vec<Permission> {
        (0..100)
            .filter_map(|it| Permission::try_from(it).ok())
            .filter(|it| granting_role(*it, &[role]).is_some())
            .collect()
    }

    #[test]
    fn each_role_may_do_exactly_this() {
        let case_work = [
            RegisterCitizen,
            ManageProgramme,
            AssessReadiness,
            ManageBenefit,
            ViewCitizen,
            ViewIndicators,
            ResolveToken,
            ManageEmployer,
            ViewEmployer,
            ManagePlacement,
        ];
        let case_work =
            |decides: &[Permission]| [&case_work, decides, &[ManageIgu, ViewPlacement]].concat();
        for (role, expected) in [
            (Role::Caseworker, case_work(&[]).as_slice()),
            (Role::Decider, &case_work(&[DecidePlacement])),
            (Role::EmployerConsultant, &[ResolveToken, ManageEmployer, ViewEmployer]),
            (Role::Migrator, &[]),
            (Role::ReportReader, &[ViewIndicators, ResolveToken]),
            (Role::CellReader, &[ViewIndicators, ResolveToken]),
            (Role::System, &[ResolveToken]),
        ] {
            assert_eq!(granted(role), expected, "{role:?}");
        }
    }

    #[test]
    fn nobody_has_an_unspecified_permission() {
        assert_eq!(granting_role(Unspecified, &Role::ALL), None);
    }

    #[test]
    fn the_stored_role_is_the_first_that_grants() {
        let roles = [Role::Migrator, Role::Decider, Role::Caseworker];
        assert_eq!(granting_role(RegisterCitizen, &roles), Some(Role::Caseworker));
        assert_eq!(granting_role(RegisterCitizen, &[Role::Migrator]), None);
    }
}
