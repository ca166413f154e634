using System.Globalization;
using Loader.Tests.Architecture;

namespace Loader.Tests.Sending.Adaptive;

/// <summary>What a link and the server behind it are like, from some moment on.</summary>
internal sealed record Link
{
    /// <summary>There and back, without the server's work.</summary>
    public double Latency { get; init; } = 0.05;

    /// <summary>How far latency and work differ from one request to the next: 0.2 is up to a fifth more or less.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>Requests that are worked on at once; others wait in line.</summary>
    public int Servers { get; init; } = 1000;

    /// <summary>Work for one request.</summary>
    public double Service { get; init; } = 0.002;

    /// <summary>The share of requests that nobody ever answers.</summary>
    public double Loss { get; init; }

    /// <summary>Requests per second; what is more gets 429. A tenth of a second's worth may come at once.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Requests inside at most; what is more gets 503.</summary>
    public int Room { get; init; } = int.MaxValue;
}

/// <summary>
/// One scenario file. Lines: <c>duration 25s</c>, <c>at 10s latency 200ms servers 5</c>, <c>expect limit 8..40</c> (at the end),
/// <c>expect rate 300..400</c> (answers per second over the whole time), <c>expect refused 0..5%</c>, and <c># words</c>.
/// </summary>
internal sealed class Scenario
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Loader.Tests", "Sending", "Adaptive", "scenarios");

    private Scenario(string name) => Name = name;

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public string Name { get; }

    public double Duration { get; private set; } = 25;

    /// <summary>The link at each moment at which it changes; the first is 0.</summary>
    public SortedList<double, Link> Links { get; } = [];

    public Dictionary<string, (double Least, double Most)> Expected { get; } = new(StringComparer.Ordinal);

    public static Scenario Read(string name)
    {
        var scenario = new Scenario(name);
        foreach (var line in File.ReadAllLines(Path.Combine(Folder, name + ".txt")))
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) scenario.Add(words);
        }

        return scenario;
    }

    private void Add(string[] words)
    {
        switch (words[0])
        {
            case "duration":
                Duration = Number(words[1]);
                break;
            case "at":
                var link = Links.Count > 0 ? Links.Values[^1] : new Link();
                for (var i = 2; i < words.Length; i += 2) link = With(link, words[i], Number(words[i + 1]));
                Links.Add(Number(words[1]), link);
                break;
            case "expect":
                var bounds = words[2].Split("..");
                Expected.Add(words[1], (Number(bounds[0]), Number(bounds[1])));
                break;
            default:
                throw new FormatException($"{Name}: '{words[0]}' is no word of a scenario");
        }
    }

    private static Link With(Link link, string what, double value) => what switch
    {
        "latency" => link with { Latency = value },
        "jitter" => link with { Jitter = value },
        "servers" => link with { Servers = (int)value },
        "service" => link with { Service = value },
        "loss" => link with { Loss = value },
        "limit" => link with { Limit = value },
        "room" => link with { Room = (int)value },
        _ => throw new FormatException($"'{what}' is nothing that a link has"),
    };

    private static double Number(string text)
    {
        var (digits, unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ when text.EndsWith('%') => (text[..^1], 0.01),
            _ => (text, 1),
        };
        return double.Parse(digits, CultureInfo.InvariantCulture) * unit;
    }
}
