use super::*;

fn figure(percent: Option<&str>, not_assessed: Option<i64>) -> pb::Figure {
    pb::Figure {
        numerator: 82,
        denominator: 175,
        percent: percent.map(str::to_owned),
        not_assessed,
        ..pb::Figure::default()
    }
}

#[test]
fn a_figure_is_told_with_both_counts_and_the_share() {
    let told = |figure, with| told(&figure, Kind::Share, with);
    assert_eq!(told(figure(Some("46.9"), None), false), "82 of 175 = 46.9 %");
    assert_eq!(told(figure(None, None), true), "82 of 175");
    assert_eq!(told(figure(Some("46.9"), Some(3)), true), "82 of 175 = 46.9 %, 3 not assessed");
    assert_eq!(told(figure(Some("46.9"), Some(3)), false), "82 of 175 = 46.9 %");
}

#[test]
fn a_count_is_told_alone_and_a_ratio_with_both_counts() {
    let mut figure = figure(None, None);
    assert_eq!(told(&figure, Kind::Count, false), "82");
    assert_eq!(told(&figure, Kind::Ratio, false), "82 for 175");
    figure.ratio = Some("0.47".to_owned());
    assert_eq!(told(&figure, Kind::Ratio, false), "82 for 175 = 0.47");
}

#[test]
fn what_it_is_compared_with_is_told_too() {
    let mut figure = figure(Some("46.9"), None);
    let compared = pb::ComparedFigure {
        numerator: 15,
        denominator: 100,
        percent: Some("15.0".to_owned()),
        ratio: None,
        change: Some("3.12".to_owned()),
    };
    figure.compared = Some(compared);
    assert_eq!(
        told(&figure, Kind::Share, false),
        "82 of 175 = 46.9 %, 3.12 times 15 of 100 = 15.0 %"
    );
    figure.compared.as_mut().unwrap().change = None;
    assert!(told(&figure, Kind::Share, false).contains(", ? times 15 of 100"));
}
