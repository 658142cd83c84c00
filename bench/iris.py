"""The Python twin of examples/iris/pipeline.ts, for `npm run bench`: the same tasks over the same data, without packages."""
from kfp import dsl
from kfp.dsl import ClassificationMetrics, Dataset, Input, Markdown, Metrics, Model, Output


@dsl.component
def load(data: Output[Dataset]):
    import json

    # Fisher's 150 irises, 50 of each species: length and width of a sepal, length and width of a petal, in millimetres.
    measured = """
        51351402 49301402 47321302 46311502 50361402 54391704 46341403 50341502 44291402 49311501
        54371502 48341602 48301401 43301101 58401202 57441504 54391304 51351403 57381703 51381503
        54341702 51371504 46361002 51331705 48341902 50301602 50341604 52351502 52341402 47321602
        48311602 54341504 52411501 55421402 49311502 50321202 55351302 49361401 44301302 51341502
        50351303 45231303 44321302 50351606 51381904 48301403 51381602 46321402 53371502 50331402
        70324714 64324515 69314915 55234013 65284615 57284513 63334716 49243310 66294613 52273914
        50203510 59304215 60224010 61294714 56293613 67314414 56304515 58274110 62224515 56253911
        59324818 61284013 63254915 61284712 64294313 66304414 68284814 67305017 60294515 57263510
        55243811 55243710 58273912 60275116 54304515 60344516 67314715 63234413 56304113 55254013
        55264412 61304614 58264012 50233310 56274213 57304212 57294213 62294313 51253011 57284113
        63336025 58275119 71305921 63295618 65305822 76306621 49254517 73296318 67255818 72366125
        65325120 64275319 68305521 57255020 58285124 64325323 65305518 77386722 77266923 60225015
        69325723 56284920 77286720 63274918 67335721 72326018 62284818 61304918 64285621 72305816
        74286119 79386420 64285622 63285115 61265614 77306123 63345624 64315518 60304818 69315421
        67315624 69315123 58275119 68325923 67335725 67305223 63255019 65305220 62345423 59305118
    """
    species = ["setosa", "versicolor", "virginica"]
    rows = [
        {"features": [int(row[at : at + 2]) / 10 for at in range(0, 8, 2)], "species": species[index // 50]}
        for index, row in enumerate(measured.split())
    ]
    with open(data.path, "w") as file:
        json.dump(rows, file)
    data.metadata["source"] = "Fisher, 1936"


@dsl.component
def split(seed: int, data: Input[Dataset], train: Output[Dataset], validation: Output[Dataset], test: Output[Dataset]):
    import json
    import random

    with open(data.path) as file:
        rows = json.load(file)
    random.Random(seed).shuffle(rows)
    fit, choose = round(len(rows) * 0.5), round(len(rows) * 0.7)
    for artifact, part in ((train, rows[:fit]), (validation, rows[fit:choose]), (test, rows[choose:])):
        with open(artifact.path, "w") as file:
            json.dump(part, file)


@dsl.component
def train_bayes(smoothing: float, train: Input[Dataset], validation: Input[Dataset], model: Output[Model]) -> float:
    import json
    import math
    import statistics

    def read(artifact):
        with open(artifact.path) as file:
            return json.load(file)

    rows = read(train)
    classes = []
    for species in ("setosa", "versicolor", "virginica"):
        own = [row["features"] for row in rows if row["species"] == species]
        features = [{"mean": statistics.mean(one), "variance": statistics.pvariance(one) + smoothing} for one in zip(*own)]
        classes.append({"species": species, "share": len(own) / len(rows), "features": features})

    def score(one, features):
        densities = (
            -((x - f["mean"]) ** 2 / f["variance"] + math.log(2 * math.pi * f["variance"])) / 2
            for x, f in zip(features, one["features"])
        )
        return math.log(one["share"]) + sum(densities)

    held = read(validation)
    right = sum(max(classes, key=lambda one: score(one, row["features"]))["species"] == row["species"] for row in held)
    model.metadata.update(kind="naive Bayes", accuracy=right / len(held))
    with open(model.path, "w") as file:
        json.dump({"kind": "bayes", "classes": classes}, file)
    return right / len(held)


@dsl.component
def train_knn(neighbours: int, train: Input[Dataset], validation: Input[Dataset], model: Output[Model]) -> float:
    import collections
    import json
    import math

    def read(artifact):
        with open(artifact.path) as file:
            return json.load(file)

    def predict(rows, features):
        nearest = sorted(rows, key=lambda row: math.dist(row["features"], features))[:neighbours]
        return collections.Counter(row["species"] for row in nearest).most_common(1)[0][0]

    rows, held = read(train), read(validation)
    right = sum(predict(rows, row["features"]) == row["species"] for row in held)
    model.metadata.update(kind="nearest neighbours", accuracy=right / len(held))
    with open(model.path, "w") as file:
        json.dump({"kind": "knn", "rows": rows, "neighbours": neighbours}, file)
    return right / len(held)


@dsl.component
def pick_best(bayes: Input[Model], knn: Input[Model], model: Output[Model]) -> str:
    best = max((bayes, knn), key=lambda one: one.metadata["accuracy"])
    model.uri = best.uri
    model.metadata.update(best.metadata)
    return best.metadata["kind"]


@dsl.component
def evaluate(
    model: Input[Model], test: Input[Dataset], metrics: Output[Metrics], confusion: Output[ClassificationMetrics]
) -> float:
    import collections
    import json
    import math

    def read(artifact):
        with open(artifact.path) as file:
            return json.load(file)

    names = ["setosa", "versicolor", "virginica"]
    fitted, rows = read(model), read(test)

    def predict_knn(features):
        nearest = sorted(fitted["rows"], key=lambda row: math.dist(row["features"], features))[: fitted["neighbours"]]
        return collections.Counter(row["species"] for row in nearest).most_common(1)[0][0]

    def predict_bayes(features):
        def score(one):
            densities = (
                -((x - f["mean"]) ** 2 / f["variance"] + math.log(2 * math.pi * f["variance"])) / 2
                for x, f in zip(features, one["features"])
            )
            return math.log(one["share"]) + sum(densities)

        return max(fitted["classes"], key=score)["species"]

    predict = predict_bayes if fitted["kind"] == "bayes" else predict_knn
    pairs = [(row["species"], predict(row["features"])) for row in rows]
    accuracy = sum(actual == named for actual, named in pairs) / len(pairs)
    metrics.log_metric("accuracy", accuracy)
    metrics.log_metric("rows", len(rows))
    confusion.log_confusion_matrix(names, [[pairs.count((actual, named)) for named in names] for actual in names])
    return accuracy


@dsl.component
def write_report(kind: str, accuracy: float, bayes: float, knn: float, report: Output[Markdown]):
    def percent(share):
        return f"{round(share * 1000) / 10} %"

    lines = [
        f"# {kind}: right about {percent(accuracy)} of unseen irises",
        "",
        "| model | validation accuracy |",
        "|---|---|",
        f"| naive Bayes | {percent(bayes)} |",
        f"| nearest neighbours | {percent(knn)} |",
        "",
    ]
    with open(report.path, "w") as file:
        file.write("\n".join(lines))


@dsl.pipeline(name="iris")
def iris(seed: int = 1936, smoothing: float = 0.001, neighbours: int = 5) -> float:
    parts = split(seed=seed, data=load().outputs["data"]).outputs
    train, validation = parts["train"], parts["validation"]
    bayes = train_bayes(train=train, validation=validation, smoothing=smoothing)
    knn = train_knn(train=train, validation=validation, neighbours=neighbours)
    best = pick_best(bayes=bayes.outputs["model"], knn=knn.outputs["model"])
    evaluated = evaluate(model=best.outputs["model"], test=parts["test"])
    write_report(
        kind=best.outputs["Output"],
        accuracy=evaluated.outputs["Output"],
        bayes=bayes.outputs["Output"],
        knn=knn.outputs["Output"],
    )
    return evaluated.outputs["Output"]


if __name__ == "__main__":
    from kfp import local

    local.init(local.SubprocessRunner())
    print(iris().outputs["Output"])
