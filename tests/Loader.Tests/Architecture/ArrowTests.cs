using System.Text.RegularExpressions;

namespace Loader.Tests.Architecture;

/// <summary>A room is a folder is a namespace, and rooms know each other in one direction only. This is the whole map.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        // The mapping language: pure, no files, no network, no clock.
        ["Loader.Mappings.Findings"] = [],
        ["Loader.Mappings.Rows"] = ["Loader.Mappings.Findings"],
        ["Loader.Mappings.Events"] = ["Loader.Mappings.Findings", "Loader.Mappings.Rows"],
        ["Loader.Mappings.Yaml"] = ["Loader.Mappings.Findings"],
        ["Loader.Mappings.Functions"] = ["Loader.Mappings.Findings", "Loader.Mappings.Rows", "Loader.Mappings.Events"],
        ["Loader.Mappings.Expressions"] = ["Loader.Mappings.Findings", "Loader.Mappings.Rows", "Loader.Mappings.Events", "Loader.Mappings.Functions"],
        ["Loader.Mappings.Rules"] =
        [
            "Loader.Mappings.Findings",
            "Loader.Mappings.Rows",
            "Loader.Mappings.Events",
            "Loader.Mappings.Yaml",
            "Loader.Mappings.Expressions",
        ],
        ["Loader.Mappings.Mapping"] =
        [
            "Loader.Mappings.Findings", "Loader.Mappings.Rows", "Loader.Mappings.Events", "Loader.Mappings.Expressions",
            "Loader.Mappings.Functions", "Loader.Mappings.Rules",
        ],
        ["Loader.Mappings"] =
        [
            "Loader.Mappings.Findings", "Loader.Mappings.Rows", "Loader.Mappings.Events", "Loader.Mappings.Expressions",
            "Loader.Mappings.Functions", "Loader.Mappings.Rules", "Loader.Mappings.Mapping",
        ],

        // The decoder stands for itself.
        ["Loader.Parquet"] = [],

        // The program.
        ["Loader.Options"] = ["Loader.Mappings.Findings", "Loader.Mappings.Yaml"],
        ["Loader.Sending"] = [],
        ["Loader.Books"] = ["Loader.Mappings.Findings", "Loader.Mappings.Rows"],
        ["Loader.Sources"] =
        [
            "Loader.Parquet", "Loader.Options", "Loader.Mappings.Findings", "Loader.Mappings.Rows", "Loader.Mappings.Yaml",
            "Loader.Mappings.Expressions", // parameters of a query that are formulas
        ],
        ["Loader.Destinations"] =
        [
            "Loader.Options", "Loader.Sending", "Loader.Mappings.Findings", "Loader.Mappings.Rows", "Loader.Mappings.Events", "Loader.Mappings.Yaml",
            "Loader.Mappings.Expressions", // settings that are formulas, over events and over answers
        ],
        ["Loader.Reports"] = ["Loader.Books", "Loader.Mappings.Findings", "Loader.Mappings.Rows"],
        ["Loader.Rehearsal"] = ["Loader.Destinations", "Loader.Options", "Loader.Mappings.Findings"],
        ["Loader.Settings"] = ["Loader.Options", "Loader.Sending", "Loader.Mappings.Findings", "Loader.Mappings.Yaml"],
        ["Loader.Running"] =
        [
            "Loader.Options", "Loader.Settings", "Loader.Sources", "Loader.Destinations", "Loader.Sending", "Loader.Books", "Loader.Reports",
            "Loader.Mappings",
        ],
        ["Loader.Testing"] =
        [
            "Loader.Running", "Loader.Settings", "Loader.Options", "Loader.Sources", "Loader.Destinations", "Loader.Mappings",
        ],
        ["Loader.Planning"] =
        [
            "Loader.Running", "Loader.Options", "Loader.Sources", "Loader.Destinations", "Loader.Sending", "Loader.Books", "Loader.Mappings",
        ],
        ["Loader.Drafting"] =
        [
            "Loader.Sources", "Loader.Destinations", "Loader.Reports", // for the shape that is shown in place of a value
            "Loader.Mappings.Rows", "Loader.Mappings.Expressions",
            "Loader.Mappings.Functions", // for letters without accents
        ],
        ["Loader.Cli"] =
        [
            "Loader.Testing", "Loader.Running", "Loader.Drafting", "Loader.Planning", "Loader.Settings", "Loader.Options", "Loader.Reports", "Loader.Rehearsal", "Loader.Sources", "Loader.Destinations",
            "Loader.Mappings.Findings", "Loader.Mappings.Functions", "Loader.Mappings.Rows", "Loader.Books", "Loader.Sending", "Loader.Mappings.Expressions", "Loader.Mappings.Rules",
            "Loader.Mappings.Yaml", "Loader.Mappings.Mapping",
            "Loader.Mappings",
        ],
    };

    private static readonly string Sources = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Every_use_of_another_room_is_an_arrow_on_the_map()
    {
        Assert.Empty(Files().SelectMany(Broken).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_map_has_no_circle()
    {
        foreach (var room in Allowed.Keys) Assert.DoesNotContain(room, Reached(room));
    }

    [Fact]
    public void Every_room_on_the_map_exists()
    {
        var rooms = Files().Select(RoomOf).ToHashSet(StringComparer.Ordinal);
        Assert.All(Allowed.Keys, room => Assert.Contains(room, rooms));
    }

    [Fact]
    public void A_forbidden_use_is_found()
    {
        const string text = "using Loader.Mappings.Rows;\nnamespace Loader.Sending;\n";
        Assert.Single(Uses(text), use => !IsAllowed("Loader.Sending", use));
    }

    [GeneratedRegex(@"^namespace (?<name>Loader[\w.]*);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Namespace();

    /// <summary>A using directive. Names qualified in the middle of a line are for the reviewer's eye.</summary>
    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?<name>Loader[\w.]*)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Using();

    private static IEnumerable<string> Files() =>
        new[] { "Loader", "Loader.Mappings", "Loader.Parquet" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Sources, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => Path.GetFileName(file) != "Program.cs");

    private static IEnumerable<string> Broken(string file)
    {
        var text = File.ReadAllText(file);
        var room = RoomOf(file);
        if (!Allowed.ContainsKey(room)) return [$"{Path.GetFileName(file)}: the room {room} is not on the map"];
        return Uses(text).Where(use => !IsAllowed(room, use)).Select(use => $"{Path.GetFileName(file)}: {room} must not use {use}");
    }

    private static IEnumerable<string> Uses(string text) => Using().Matches(text).Select(match => match.Groups["name"].Value);

    private static bool IsAllowed(string room, string use) =>
        Room(use) == room
            || Allowed[room].Any(allowed => Room(use) == allowed
                || (allowed == "Loader.Mappings" && use.StartsWith("Loader.Mappings", StringComparison.Ordinal)));

    private static string RoomOf(string file) => Room(Namespace().Match(File.ReadAllText(file)).Groups["name"].Value);

    /// <summary>The room of a namespace: sub-folders belong to the room they are in.</summary>
    private static string Room(string name)
    {
        var parts = name.Split('.');
        return string.Join('.', parts.Take(parts is ["Loader", "Mappings", ..] ? 3 : 2));
    }

    private static HashSet<string> Reached(string room)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(Allowed[room]);
        while (open.TryDequeue(out var next))
        {
            if (reached.Add(next)) foreach (var further in Allowed[next]) open.Enqueue(further);
        }

        return reached;
    }
}
