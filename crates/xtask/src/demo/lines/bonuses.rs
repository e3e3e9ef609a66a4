//! The list of bonus instalments of a municipality, summed up as one line.

use anyhow::Context;
use kernel::Role;
use proto::{placements::v1 as pb, values_v1::Sector};

use super::{after, named};
use crate::demo::{cell::Cell, positions::Positions, scenario::Bonus, table::Row};

pub(super) async fn ask(
    cell: &Cell<'_>,
    bonus: &Bonus,
    positions: &Positions,
) -> anyhow::Result<Row> {
    let caller = cell.caller(&bonus.municipality, &[Role::Caseworker])?;
    let mut all = Vec::new();
    let mut page_token = String::new();
    loop {
        let message =
            pb::ListBonusInstalmentsRequest { page_size: 0, page_token, igu_id: String::new() };
        let list = async |it| cell.igus().list_bonus_instalments(it).await;
        let page = after(&caller, message, positions, list).await.context("bonus instalments")?;
        all.extend(page.bonuses);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    Ok(Row {
        indicator: format!("bonus instalments, {}", named(&bonus.municipality)),
        day: "all".to_owned(),
        expected: bonus.expected.clone(),
        answered: told(&all),
        source: bonus.source.clone(),
    })
}

/// As `26 instalments, 520,000 kr: private 13, public 2 with none`.
fn told(bonuses: &[pb::IguBonus]) -> String {
    let instalments = bonuses.iter().map(|it| it.instalments.len()).sum::<usize>();
    let ore: i64 = bonuses.iter().flat_map(|it| &it.instalments).map(|it| it.amount_ore).sum();
    let of = |sector| bonuses.iter().filter(move |it| it.sector() == sector);
    let mut text = format!(
        "{instalments} instalments, {} kr: private {}",
        thousands(ore / 100),
        of(Sector::Private).count()
    );
    let public = of(Sector::Public).count();
    let none = of(Sector::Public).all(|it| it.instalments.is_empty());
    if public > 0 {
        text = format!("{text}, public {public} {}", if none { "with none" } else { "with some" });
    }
    match of(Sector::Unspecified).count() {
        0 => text,
        unknown => format!("{text}, sector not known {unknown}"),
    }
}

fn thousands(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bonus(sector: Sector, instalments: usize) -> pb::IguBonus {
        let one = pb::BonusInstalment { amount_ore: 2_000_000, ..Default::default() };
        pb::IguBonus {
            sector: sector.into(),
            instalments: vec![one; instalments],
            ..Default::default()
        }
    }

    #[test]
    fn instalments_are_summed_up_by_sector() {
        let mut all = vec![bonus(Sector::Private, 2); 13];
        assert_eq!(told(&all), "26 instalments, 520,000 kr: private 13");
        all.extend([bonus(Sector::Public, 0), bonus(Sector::Public, 0)]);
        assert_eq!(told(&all), "26 instalments, 520,000 kr: private 13, public 2 with none");
        all.push(bonus(Sector::Public, 1));
        assert!(told(&all).ends_with("public 3 with some"), "{}", told(&all));
        all.push(bonus(Sector::Unspecified, 0));
        assert!(told(&all).ends_with("sector not known 1"), "{}", told(&all));
    }

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(number), text);
        }
    }
}
