"""The planners that are Python packages: VROOM (pyvroom), PyVRP (0.14 or newer) and OR-Tools.

    peers.py --installed
        {"vroom": ["pyvroom 1.15.2", null], "pyvrp": [null, "why it cannot be used"], ...}
    peers.py SOLVER FORMAT FILE OBJECTIVE SECONDS SEED
        SOLVER vroom, pyvrp or ortools; FORMAT lilim or sartori; OBJECTIVE fleet or distance
        {"begun": processor seconds before the search, "routes": [[stop, ...], ...]} in the set's numbers

Everything is in whole 1/10,000 of the set's unit and legs are rounded up, so that a plan in time here is in time in the
set's own numbers. The runner makes this program's clock run at the speed of its own processor time, so that the seconds
each planner is given here are processor seconds.
"""

import importlib
import importlib.metadata
import json
import math
import sys
import time
from datetime import timedelta

SCALE = 10_000
VEHICLE = 2_000
PACKAGES = {"vroom": "pyvroom", "pyvrp": "pyvrp", "ortools": "ortools"}


class Case:
    """A problem: stop 0 is the depot; times, legs and loads are whole numbers."""

    def __init__(self, kind, path):
        with open(path, encoding="utf-8") as file:
            lines = [line.split() for line in file if line.strip()]
        read = self.lilim if kind == "lilim" else self.sartori
        read(lines)
        self.ids = [int(row[0]) for row in self.rows]
        index = {number: i for i, number in enumerate(self.ids)}
        self.demand = [round(float(row[3])) for row in self.rows]
        self.ready = [math.ceil(float(row[4]) * SCALE) for row in self.rows]
        self.due = [math.floor(float(row[5]) * SCALE) for row in self.rows]
        self.service = [math.ceil(float(row[6]) * SCALE) for row in self.rows]
        self.due[0] = min(self.due[0], self.ready[0] + self.longest)
        self.pairs = [(i, index[int(row[8])]) for i, row in enumerate(self.rows) if i and int(row[8])]
        # More vehicles than requests are never of use.
        self.fleet = min(self.fleet, len(self.pairs))

    def lilim(self, lines):
        self.fleet, self.capacity = int(lines[0][0]), int(lines[0][1])
        self.longest = sys.maxsize
        self.rows = lines[1:]
        at = [(float(row[1]), float(row[2])) for row in self.rows]
        # A hair off, so that a leg of exactly five units stays one.
        up = lambda length: math.ceil(length * SCALE - 1e-7)
        self.legs = [[up(math.hypot(a[0] - b[0], a[1] - b[1])) for b in at] for a in at]

    def sartori(self, lines):
        nodes, edges = lines.index(["NODES"]), lines.index(["EDGES"])
        head = {line[0].rstrip(":"): line[-1] for line in lines[:nodes]}
        self.capacity = int(float(head["CAPACITY"]))
        self.longest = int(float(head["ROUTE-TIME"]) * SCALE) if "ROUTE-TIME" in head else sys.maxsize
        self.rows = lines[nodes + 1 : edges]
        self.fleet = len(self.rows)
        self.legs = [[math.ceil(float(leg) * SCALE) for leg in row] for row in lines[edges + 1 :] if row != ["EOF"]]


def vroom(case, fixed, seconds, _seed):
    import vroom
    from numpy import array

    problem = vroom.Input()
    problem.set_durations_matrix("car", array(case.legs, dtype="uint32"))
    window = lambda i: [vroom.TimeWindow(case.ready[i], case.due[i])]
    for i in range(case.fleet):
        costs = vroom.VehicleCosts(fixed=fixed)
        hours = vroom.TimeWindow(case.ready[0], case.due[0])
        problem.add_vehicle(
            vroom.Vehicle(i, start=0, end=0, capacity=[case.capacity], time_window=hours, costs=costs)
        )
    for p, d in case.pairs:
        step = lambda i: vroom.ShipmentStep(i, location=i, default_service=case.service[i], time_windows=window(i))
        problem.add_shipment(step(p), step(d), amount=vroom.Amount([case.demand[p]]))
    yield
    # It ends by itself; the limit is for problems of which it would make more.
    answer = problem.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=seconds)).to_dict()
    tasks = lambda route: [step["id"] for step in route["steps"] if step["type"] in ("pickup", "delivery")]
    yield [tasks(route) for route in answer["routes"]]


def pyvrp(case, fixed, seconds, seed):
    import pyvrp
    from numpy import array
    from pyvrp.stop import MaxRuntime

    legs = array(case.legs, dtype="int64")
    vehicle = pyvrp.VehicleType(
        case.fleet, [case.capacity], fixed_cost=fixed, tw_early=case.ready[0], tw_late=case.due[0]
    )
    step = lambda i: (case.ready[i], case.due[i], case.service[i])
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(float(row[1]), float(row[2])) for row in case.rows],
        clients=[],
        depots=[pyvrp.Depot(0, case.ready[0], case.due[0])],
        vehicle_types=[vehicle],
        distance_matrices=[legs],
        duration_matrices=[legs],
        shipments=[pyvrp.Shipment(p, d, *step(p), *step(d), [case.demand[p]]) for p, d in case.pairs],
    )
    yield
    found = pyvrp.solve(data, MaxRuntime(seconds), seed=seed, collect_stats=False, display=False).best
    stop = lambda a: case.pairs[a.idx][0 if a.is_pickup() else 1]
    yield [[stop(a) for a in route.schedule() if a.is_shipment()] for route in found.routes()]


def ortools(case, fixed, seconds, _seed):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    manager = pywrapcp.RoutingIndexManager(len(case.rows), case.fleet, 0)
    model = pywrapcp.RoutingModel(manager)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(case.legs))
    model.SetFixedCostOfAllVehicles(fixed)
    times = [[leg + case.service[i] for leg in row] for i, row in enumerate(case.legs)]
    horizon = case.due[0]
    model.AddDimension(model.RegisterTransitMatrix(times), horizon, horizon, False, "time")
    model.AddDimension(model.RegisterUnaryTransitVector(case.demand), 0, case.capacity, True, "load")
    time_of = model.GetDimensionOrDie("time")
    for i in range(1, len(case.rows)):
        time_of.CumulVar(manager.NodeToIndex(i)).SetRange(case.ready[i], case.due[i])
    for vehicle in range(case.fleet):
        for end in (model.Start(vehicle), model.End(vehicle)):
            time_of.CumulVar(end).SetRange(case.ready[0], case.due[0])
    for pair in case.pairs:
        p, d = (manager.NodeToIndex(i) for i in pair)
        model.AddPickupAndDelivery(p, d)
        model.solver().Add(model.VehicleVar(p) == model.VehicleVar(d))
        model.solver().Add(time_of.CumulVar(p) <= time_of.CumulVar(d))
    settings = pywrapcp.DefaultRoutingSearchParameters()
    settings.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    settings.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    settings.time_limit.FromMilliseconds(int(seconds * 1000))
    yield
    found = model.SolveWithParameters(settings)
    routes = []
    for vehicle in range(case.fleet) if found else []:
        at, route = found.Value(model.NextVar(model.Start(vehicle))), []
        while not model.IsEnd(at):
            route.append(manager.IndexToNode(at))
            at = found.Value(model.NextVar(at))
        routes.append(route)
    yield routes


def installed():
    answer = {}
    for module, package in PACKAGES.items():
        try:
            importlib.import_module(module)
            answer[module] = [f"{package} {importlib.metadata.version(package)}", None]
            if module == "pyvrp" and not hasattr(importlib.import_module(module), "Shipment"):
                answer[module] = [None, f"{answer[module][0]} knows no shipments; 0.14 or newer is needed"]
        except Exception as why:  # A package that is there and broken may fail in any way.
            answer[module] = [None, str(why)]
    return answer


def main(args):
    if args == ["--installed"]:
        print(json.dumps(installed()))
        return
    solver, kind, path, objective, seconds, seed = args
    case = Case(kind, path)
    search = {"vroom": vroom, "pyvrp": pyvrp, "ortools": ortools}[solver]
    steps = search(case, VEHICLE * SCALE if objective == "fleet" else 0, float(seconds), int(seed))
    next(steps)
    begun = time.process_time()
    routes = next(steps)
    numbers = [[case.ids[i] for i in route] for route in routes if route]
    print(json.dumps({"begun": begun, "routes": numbers}))


main(sys.argv[1:])
