using System.Globalization;

namespace Loader.EndToEnd.Campaign;

/// <summary>What becomes of a row's events.</summary>
internal enum Shape
{
    /// <summary>One event a row, many in a request; the answer names refused ones.</summary>
    PerRow,

    /// <summary>The same; one refused event refuses the request.</summary>
    Halved,

    /// <summary>One event a row, one a request, in lanes: the tag of Nameless Analytics.</summary>
    Lanes,

    /// <summary>Up to three events a row.</summary>
    SeveralEvents,

    /// <summary>Up to five rows an event.</summary>
    Groups,
}

/// <summary>How the rows lie on the disk.</summary>
internal enum Form
{
    Csv,
    CsvGz,
    NdJson,

    /// <summary>In row groups of unequal length.</summary>
    Parquet,
}

/// <summary>One load of the campaign: all of it follows from the campaign's seed and the load's number.</summary>
internal sealed record LoadPlan
{
    public required int Number { get; init; }

    public required int Seed { get; init; }

    public required Shape Shape { get; init; }

    public required Form Form { get; init; }

    public required int Rows { get; init; }

    public required int Batch { get; init; }

    public required int Parallel { get; init; }

    /// <summary>Whether what left without an answer is sent again, or held for a person.</summary>
    public required bool Resends { get; init; }

    /// <summary>Requests in a hundred that the endpoint spoils.</summary>
    public required int FaultPercent { get; init; }

    /// <summary>The longest the endpoint thinks before it answers, in milliseconds.</summary>
    public required int Thinks { get; init; }

    /// <summary>Blows while the load runs for the first time and is resumed.</summary>
    public required IReadOnlyList<Strike> Loading { get; init; }

    /// <summary>Blows while failed rows are tried again.</summary>
    public required IReadOnlyList<Strike> Retrying { get; init; }

    /// <summary>Blows while a person's findings are written down.</summary>
    public required IReadOnlyList<Strike> Resolving { get; init; }

    /// <param name="seed">The campaign's.</param>
    /// <param name="number">The load's.</param>
    /// <param name="rows">How many rows, in place of a number by chance; the endpoint then spoils one request in twenty.</param>
    public static LoadPlan Of(int seed, int number, int? rows)
    {
        var random = new Random(HashCode(seed, number));
        var shape = (Shape)(number % 5);
        var isLarge = rows is not null || number % 12 == 5;
        return new()
        {
            Number = number,
            Seed = seed,
            Shape = shape,
            Form = FormOf(number, random.Next(3)),

            // A large one has rows behind the first block of the books.
            Rows = rows ?? (isLarge ? 66_000 + random.Next(20_000) : 60 + random.Next(500)),
            Batch = shape == Shape.Lanes ? 1 : isLarge ? 500 : 2 + random.Next(25),
            Parallel = 1 + random.Next(8),
            Resends = random.Next(3) == 0,
            FaultPercent = rows is not null ? 5 : random.Next(3) == 0 ? 0 : isLarge ? 1 : 2 + random.Next(4),
            Thinks = random.Next(4),
            Loading = Strikes(random, 5 + random.Next(4)),
            Retrying = Strikes(random, 1 + random.Next(2)),
            Resolving = Strikes(random, 1 + random.Next(2)),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"load {Number} of seed {Seed}: {Shape}, {Form}, {Rows} rows, batch {Batch}, parallel {Parallel}, {(Resends ? "resend" : "hold")}, faults {FaultPercent} %");

    /// <summary>Every fourth load is of Parquet: each shape in turn.</summary>
    private static Form FormOf(int number, int chance) => number % 4 == 3 ? Form.Parquet : (Form)chance;

    private static List<Strike> Strikes(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Strike.Of(random))];

    /// <summary>The same on every machine and in every process, unlike the runtime's own.</summary>
    private static int HashCode(int seed, int number) => unchecked((seed * 7919) + (number * 104_729) + 17);
}
