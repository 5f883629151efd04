//! VROOM's examples, and each feature in a sentence.

use serde_json::json;

use super::support::{answer, left_out, line, plan, refused, steps};

#[test]
fn the_example_with_matrices_has_the_cost_and_the_times_of_the_documentation() {
    let problem = json!({
        "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
        "jobs": [{"id": 1414, "location_index": 1}, {"id": 1515, "location_index": 2}],
        "matrices": {"car": {"durations": [
            [0, 2104, 197, 1299], [2103, 0, 2255, 3152], [197, 2256, 0, 1102], [1299, 3153, 1102, 0]]}}});
    let answer = plan(&problem, 50);
    assert_eq!(answer["code"], 0);
    assert_eq!(answer["summary"]["cost"], 5461);
    assert_eq!(steps(&answer, 0), ["start", "job 1414", "job 1515", "end"]);
    let arrivals: Vec<u64> = answer["routes"][0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["arrival"].as_u64().unwrap())
        .collect();
    assert_eq!(arrivals, [0, 2104, 4359, 5461]);
    let mut old = problem.clone();
    old["matrix"] = problem["matrices"]["car"]["durations"].clone();
    old.as_object_mut().unwrap().remove("matrices");
    assert_eq!(plan(&old, 50)["routes"], answer["routes"], "the old key `matrix` says the same");
}

#[test]
fn the_example_with_coordinates_is_planned_by_great_circle_with_a_warning_or_refused_with_code_3() {
    let place = [2.35044, 48.71764];
    let vehicle = |id: u32, skill: u32| {
        json!({"id": id, "start": place, "end": place, "capacity": [4], "skills": [skill, 14],
            "time_window": [28800, 43200],
            "breaks": [{"id": id, "service": 300, "time_windows": [[36000, 37800]]}]})
    };
    let job = |id: u32, at: [f64; 2], skill: u32| json!({"id": id, "service": 300, "delivery": [1], "location": at, "skills": [skill]});
    let mut problem = json!({
        "vehicles": [vehicle(1, 1), vehicle(2, 2)],
        "jobs": [job(1, [1.98935, 48.701], 1), job(2, [2.03655, 48.61128], 1), job(5, [2.28325, 48.5958], 14),
            job(6, [2.89357, 48.90736], 14)],
        "shipments": [{"amount": [1], "skills": [2],
            "pickup": {"id": 4, "service": 300, "location": [2.41808, 49.22619]},
            "delivery": {"id": 3, "service": 300, "location": [2.39719, 49.07611]}}]});
    problem["jobs"][0]["time_windows"] = json!([[32400, 36000]]);
    let answer = plan(&problem, 300);
    assert!(answer["warnings"][0]["en"].as_str().unwrap().contains("great circle"), "{}", answer["warnings"]);
    assert!(answer["warnings"][0]["ko"].as_str().unwrap().contains("직선거리"));
    assert_eq!(answer["summary"]["unassigned"], 0, "{}", answer["unassigned"]);
    use market_delivery::vroom::{Input, Routing};
    let refusal = Input::from_json(problem.to_string().as_bytes(), Routing::None).unwrap_err();
    assert_eq!((refusal.code, refusal.problems.len()), (3, 1), "{refusal:?}");
}

#[test]
fn a_vehicle_without_an_end_stops_at_its_last_task_and_one_without_a_start_begins_at_its_first() {
    let jobs = json!([{"id": 1, "location_index": 1}, {"id": 2, "location_index": 3}]);
    let open =
        plan(&json!({"vehicles": [{"id": 1, "start_index": 0}], "jobs": jobs, "matrices": line(4)}), 50);
    assert_eq!(
        (&open["summary"]["cost"], &open["routes"][0]["steps"][3]["location_index"]),
        (&json!(300), &json!(3))
    );
    let back = plan(&json!({"vehicles": [{"id": 1, "end_index": 0}], "jobs": jobs, "matrices": line(4)}), 50);
    assert_eq!(steps(&back, 0), ["start", "job 2", "job 1", "end"]);
    assert_eq!(back["summary"]["distance"], 3000);
}

#[test]
fn loads_count_in_every_dimension_and_what_a_job_brings_stays_aboard() {
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "capacity": [3, 10]}],
        "jobs": [{"id": 1, "location_index": 1, "delivery": [2, 1]}, {"id": 2, "location_index": 2, "pickup": [2, 1]},
            {"id": 3, "location_index": 3, "pickup": [2, 9], "priority": 1}], "matrices": line(4)});
    let answer = plan(&problem, 100);
    assert_eq!(left_out(&answer), [(2, "full-capacity".to_owned())]);
    let loads: Vec<_> =
        answer["routes"][0]["steps"].as_array().unwrap().iter().map(|s| s["load"].clone()).collect();
    assert_eq!(loads, [json!([2, 1]), json!([0, 0]), json!([2, 9]), json!([2, 9])]);
}

#[test]
fn a_shipment_is_collected_before_it_is_delivered_by_one_vehicle_or_left_out_whole() {
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "capacity": [1]}],
        "shipments": [{"amount": [1], "pickup": {"id": 7, "location_index": 3}, "delivery": {"id": 7, "location_index": 1}},
            {"amount": [2], "pickup": {"id": 8, "location_index": 1}, "delivery": {"id": 9, "location_index": 2}}],
        "matrices": line(4)});
    let answer = plan(&problem, 100);
    assert_eq!(steps(&answer, 0), ["start", "pickup 7", "delivery 7", "end"]);
    assert_eq!(left_out(&answer), [(8, "capacity".to_owned()), (9, "capacity".to_owned())]);
}

#[test]
fn skills_are_all_needed_and_the_reason_names_those_that_are_missing() {
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0, "skills": [1]}, {"id": 2, "start_index": 0, "skills": [1, 2]}],
        "jobs": [{"id": 1, "location_index": 1, "skills": [1, 2]}, {"id": 2, "location_index": 2, "skills": [2, 5]}],
        "matrices": line(3)});
    let answer = plan(&problem, 100);
    assert_eq!(answer["routes"][0]["vehicle"], 2);
    assert_eq!(left_out(&answer), [(2, "skills".to_owned())]);
    assert!(answer["unassigned"][0]["reason"]["ko"].as_str().unwrap().ends_with('5'));
}

#[test]
fn the_second_window_is_used_when_the_first_cannot_be_met_and_the_vehicle_starts_as_late_as_it_can() {
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 9000]}],
        "jobs": [{"id": 1, "location_index": 2, "time_windows": [[500, 600], [0, 100]]}], "matrices": line(3)});
    let answer = plan(&problem, 20);
    assert_eq!(answer["routes"][0]["steps"][0]["arrival"], 300);
    assert_eq!(answer["summary"]["waiting_time"], 0);
    let late = json!({"vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 9000]}],
        "jobs": [{"id": 1, "location_index": 2, "time_windows": [[0, 100]]}], "matrices": line(3)});
    assert_eq!(left_out(&plan(&late, 20)), [(1, "time".to_owned())]);
}

#[test]
fn a_break_is_taken_on_the_road_within_its_window_and_with_little_aboard() {
    let mut problem = json!({"vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "capacity": [4], "time_window": [0, 9000],
            "breaks": [{"id": 5, "service": 50, "time_windows": [[120, 700]], "description": "lunch"}]}],
        "jobs": [{"id": 1, "location_index": 3, "delivery": [3], "time_windows": [[0, 360]]}], "matrices": line(4)});
    let answer = plan(&problem, 20);
    assert_eq!(answer["summary"]["duration"], 600);
    assert!(steps(&answer, 0).contains(&"break 5".to_owned()));
    problem["vehicles"][0]["breaks"][0]["max_load"] = json!([2]);
    assert_eq!(steps(&plan(&problem, 20), 0), ["start", "job 1", "break 5", "end"]);
    problem["vehicles"][0]["breaks"][0]["time_windows"] = json!([[0, 100]]);
    assert_eq!(left_out(&plan(&problem, 20)), [(1, "time".to_owned())]);
}

#[test]
fn setup_counts_once_at_a_place_and_times_may_differ_by_type_of_vehicle() {
    let mut problem = json!({"vehicles": [{"id": 1, "start_index": 0, "type": "bike"}],
        "jobs": [{"id": 1, "location_index": 1, "setup": 30, "service": 10, "service_per_type": {"bike": 25}},
            {"id": 2, "location_index": 1, "setup": 30, "service": 10}], "matrices": line(2)});
    let answer = plan(&problem, 20);
    assert_eq!((&answer["summary"]["setup"], &answer["summary"]["service"]), (&json!(30), &json!(35)));
    problem["vehicles"][0]["start_index"] = json!(1);
    assert_eq!(plan(&problem, 20)["summary"]["setup"], 0, "the vehicle is there already");
    problem["jobs"][0]["setup_per_type"] = json!({"bike": 7});
    problem["vehicles"][0]["start_index"] = json!(0);
    problem["jobs"][1]["setup"] = json!(7);
    assert_eq!(plan(&problem, 20)["summary"]["setup"], 7);
}

#[test]
fn limits_of_tasks_travel_and_distance_hold() {
    let with = |key: &str, most: u32| {
        let jobs: Vec<_> = (1..5).map(|i| json!({"id": i, "location_index": i})).collect();
        let mut vehicle = json!({"id": 1, "start_index": 0, "end_index": 0});
        vehicle[key] = json!(most);
        let answer = plan(&json!({"vehicles": [vehicle], "jobs": jobs, "matrices": line(5)}), 100);
        (answer["summary"]["unassigned"].as_u64().unwrap(), left_out(&answer)[0].1.clone())
    };
    assert_eq!(with("max_tasks", 3), (1, "full-limits".to_owned()));
    assert_eq!(with("max_travel_time", 600), (1, "limits".to_owned()));
    assert_eq!(with("max_distance", 5_999), (2, "limits".to_owned()));
    assert_eq!(with("max_tasks", 0).0, 4);
}

#[test]
fn costs_are_fixed_by_the_hour_by_the_kilometre_and_by_the_hour_of_work() {
    let costs = json!({"fixed": 7, "per_hour": 1000, "per_km": 11, "per_task_hour": 500});
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "costs": costs}],
        "jobs": [{"id": 1, "location_index": 1, "setup": 7, "service": 713}], "matrices": line(2)});
    // 7 + 200 s · 1000/h + 2 km · 11 + 720 s · 500/h, travel to the nearest.
    assert_eq!(plan(&problem, 20)["summary"]["cost"], 7 + 78 + 100);
    let mut cheap = problem.clone();
    cheap["vehicles"] = json!([{"id": 1, "start_index": 0, "end_index": 0, "costs": {"fixed": 50}},
        {"id": 2, "start_index": 1, "end_index": 0, "costs": {"per_hour": 7200}}]);
    assert_eq!(
        plan(&cheap, 20)["summary"]["cost"],
        200,
        "twice the price for half the way and nothing fixed"
    );
}

#[test]
fn a_matrix_of_costs_decides_and_a_speed_factor_scales_times() {
    let mut matrices = line(3);
    matrices["car"]["costs"] = json!([[0, 9, 1], [1, 0, 1], [1, 1, 0]]);
    let jobs = json!([{"id": 1, "location_index": 1}, {"id": 2, "location_index": 2}]);
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0}], "jobs": jobs, "matrices": matrices});
    let answer = plan(&problem, 50);
    assert_eq!((&answer["summary"]["cost"], steps(&answer, 0)[1].as_str()), (&json!(2), "job 2"));
    let fast = json!({"vehicles": [{"id": 1, "start_index": 0, "speed_factor": 1.5}], "jobs": jobs, "matrices": line(3)});
    assert_eq!(
        plan(&fast, 50)["summary"]["duration"],
        134,
        "201 and 201 hundredths of the matrix's 100 s become 134 s"
    );
}

#[test]
fn profiles_have_their_own_matrices() {
    let mut matrices = line(3);
    matrices["bike"] = json!({"durations": [[0, 10, 10], [10, 0, 10], [10, 10, 0]]});
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0}, {"id": 2, "start_index": 0, "profile": "bike"}],
        "jobs": [{"id": 1, "location_index": 1}, {"id": 2, "location_index": 2}], "matrices": matrices});
    let answer = plan(&problem, 50);
    assert_eq!((&answer["routes"][0]["vehicle"], &answer["summary"]["cost"]), (&json!(2), &json!(20)));
}

#[test]
fn priority_decides_who_is_left_out_and_is_summed() {
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0, "max_tasks": 1}],
        "jobs": [{"id": 1, "location_index": 1}, {"id": 2, "location_index": 2, "priority": 5, "description": "둘"}],
        "matrices": line(3)});
    let answer = plan(&problem, 50);
    assert_eq!(steps(&answer, 0), ["start", "job 2", "end"]);
    assert_eq!(answer["summary"]["priority"], 5);
    assert_eq!(answer["routes"][0]["steps"][1]["description"], "둘");
}

#[test]
fn steps_of_vehicles_begin_the_search_and_impossible_ones_are_refused() {
    let with = |steps: serde_json::Value| {
        json!({"vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 500], "steps": steps}],
            "jobs": [{"id": 1, "location_index": 1}, {"id": 2, "location_index": 2}], "matrices": line(3)})
    };
    let step = |id: u32| json!({"type": "job", "id": id});
    let given = plan(&with(json!([{"type": "start"}, step(2), step(1), {"type": "end"}])), 0);
    assert_eq!(steps(&given, 0), ["start", "job 2", "job 1", "end"]);
    assert_eq!(given["summary"]["cost"], 300);
    assert_eq!(plan(&with(json!([step(2), step(1)])), 200)["summary"]["cost"], 200, "and are improved");
    let mut late = with(json!([step(2), step(1)]));
    late["vehicles"][0]["time_window"] = json!([0, 250]);
    for bad in [with(json!([step(9)])), with(json!([step(1), step(1)])), late] {
        assert_eq!(refused(&bad), (2, vec!["vehicles[0].steps".to_owned()]));
    }
}

#[test]
fn the_same_seed_and_steps_give_the_same_answer() {
    let jobs: Vec<_> = (1..30)
        .map(|i| json!({"id": i, "location_index": i, "time_windows": [[i * 50, i * 90 + 400]]}))
        .collect();
    let text = json!({"vehicles": [{"id": 1, "start_index": 0}, {"id": 2, "start_index": 9}], "jobs": jobs,
        "matrices": line(30)})
    .to_string();
    assert_eq!(answer(&text, 300, 5).unwrap(), answer(&text, 300, 5).unwrap());
}
