//! Coded facts about placements, companies and citizens, as the contracts have them. Nothing here is personal.

/// A closed set of codes: `code()` is what findings and pages print, `ALL` every member.
macro_rules! coded {
    ($(#[$about:meta])* $name:ident { $($(#[$each:meta])* $member:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$each])* $member,)+
        }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$member,)+];

            /// Its code in findings.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$member => $code,)+
                }
            }
        }
    };
}

coded! {
    /// Why the person may live in Denmark.
    ResidenceBasis {
        Refugee = "REFUGEE",
        QuotaRefugee = "QUOTA_REFUGEE",
        FamilyReunifiedToRefugee = "FAMILY_REUNIFIED_TO_REFUGEE",
        FamilyReunifiedOther = "FAMILY_REUNIFIED_OTHER",
        /// Act on displaced persons from Ukraine.
        UkraineAct = "UKRAINE_ACT",
        /// Act on persons from Afghanistan.
        AfghanistanAct = "AFGHANISTAN_ACT",
    }
}

coded! {
    /// The programme under the Integration Act by the name it began under.
    ProgrammeKind {
        Integration = "INTEGRATION",
        SelfSupportAndReturn = "SELF_SUPPORT_AND_RETURN",
        Introduction = "INTRODUCTION",
    }
}

coded! {
    /// How near to ordinary work the person is judged (visitation).
    ReadinessCategory {
        JobReady = "JOB_READY",
        ActivityReady = "ACTIVITY_READY",
        EducationReady = "EDUCATION_READY",
        ObviouslyEducationReady = "OBVIOUSLY_EDUCATION_READY",
    }
}

coded! {
    /// Whether an employer is public or private.
    Sector {
        /// Also who is paid for by public funds for half or more.
        Public = "PUBLIC",
        Private = "PRIVATE",
    }
}

coded! {
    /// Where a figure or a fact about a company comes from.
    CompanyFactSource {
        Cvr = "CVR",
        Employer = "EMPLOYER",
        IncomeRegister = "INCOME_REGISTER",
        Vitas = "VITAS",
        OtherSystem = "OTHER_SYSTEM",
    }
}

coded! {
    /// Of what a number of employees was counted.
    HeadcountLevel {
        PNumber = "P_NUMBER",
        Cvr = "CVR",
    }
}

coded! {
    /// How a number of employees was counted.
    HeadcountMethod {
        Heads = "HEADS",
        HeadsAverage = "HEADS_AVERAGE",
        FullTimeAverage = "FULL_TIME_AVERAGE",
    }
}

coded! {
    /// A company-based measure that can take up a place.
    MeasureKind {
        Internship = "INTERNSHIP",
        WageSubsidy = "WAGE_SUBSIDY",
        UtilityJob = "UTILITY_JOB",
    }
}

coded! {
    /// Which law the measure is offered under on its first day.
    PlaceBasis {
        /// The Integration Act: the citizen's programme runs.
        Integration = "INTEGRATION",
        /// The Active Employment Act (LAB): it does not.
        Lab = "LAB",
    }
}

coded! {
    /// What a reservation does with the places of a workplace.
    PlaceOccupancy {
        /// Tested against the ratio rule, and takes a place.
        Tested = "TESTED",
        /// Takes a place without being refused by the ratio rule.
        Untested = "UNTESTED",
        /// Takes no place.
        None = "NONE",
    }
}

coded! {
    /// How an ask for a place was answered.
    PlaceOutcome {
        Reserved = "RESERVED",
        /// By the ratio rule.
        Refused = "REFUSED",
        /// No such workplace with that company.
        UnknownWorkplace = "UNKNOWN_WORKPLACE",
    }
}

coded! {
    /// What an internship looks at first. The legal measure is the same.
    InternshipFocus {
        Task = "TASK",
        /// Danish at work (sprogpraktik).
        Language = "LANGUAGE",
        /// Culture and customs of a Danish workplace (integrationspraktik).
        Culture = "CULTURE",
    }
}

coded! {
    /// The lawful ground for an internship longer than a limit. Tells of the person: it is sealed where it is stored.
    LengthGround {
        NoWorkExperience = "NO_WORK_EXPERIENCE",
        LongUnemployment = "LONG_UNEMPLOYMENT",
        HardToPlace = "HARD_TO_PLACE",
        ProblemsBeyondUnemployment = "PROBLEMS_BEYOND_UNEMPLOYMENT",
        AssessedNeed = "ASSESSED_NEED",
        SpecialNeed = "SPECIAL_NEED",
    }
}

coded! {
    /// Who signs an internship.
    SignerRole {
        Employer = "EMPLOYER",
        EmployeeRepresentative = "EMPLOYEE_REPRESENTATIVE",
        Citizen = "CITIZEN",
    }
}

coded! {
    /// How it was signed.
    SignatureMethod {
        Paper = "PAPER",
        Digital = "DIGITAL",
        /// Said to the caseworker, who noted it.
        Oral = "ORAL",
    }
}

coded! {
    /// What a citizen's IGU has come to, as other IGUs must know it.
    IguOutcome {
        Concluded = "CONCLUDED",
        /// Ended before its time.
        Stopped = "STOPPED",
        Completed = "COMPLETED",
        /// Came to nothing before it began, or was a mistake.
        Void = "VOID",
    }
}

coded! {
    /// Where an IGU agreement was registered.
    IguChannel {
        /// With the authority itself, before 2017-01-02.
        Authority = "AUTHORITY",
        /// In VITAS, from 2017-01-02.
        Vitas = "VITAS",
    }
}
