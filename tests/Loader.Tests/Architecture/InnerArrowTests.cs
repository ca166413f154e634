using System.Text.RegularExpressions;

namespace Loader.Tests.Architecture;

/// <summary>A large room has rooms inside, and those know each other in one direction only, too. The room around them knows them all.</summary>
public sealed partial class InnerArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Loader.Running.Preparing"] = [],
        ["Loader.Running.Consigning"] = [],
        ["Loader.Running.GroupKeys"] = [],
        ["Loader.Running.Outcomes"] = ["Loader.Running.Preparing", "Loader.Running.Consigning"],
        ["Loader.Running.Naming"] = ["Loader.Running.Preparing", "Loader.Running.GroupKeys"],
        ["Loader.Running.Making"] =
        [
            "Loader.Running.Preparing", "Loader.Running.Consigning", "Loader.Running.GroupKeys", "Loader.Running.Outcomes", "Loader.Running.Naming",
        ],
        ["Loader.Running.Showing"] = ["Loader.Running.Preparing", "Loader.Running.GroupKeys"],
        ["Loader.Cli.Words"] = ["Loader.Cli.Reference"],
        ["Loader.Cli.Progress"] = [],
        ["Loader.Cli.Reference"] = [],
        ["Loader.Books.Files"] = [],
        ["Loader.Books.Records"] = ["Loader.Books.Files"],
        ["Loader.Books.RowBytes"] = ["Loader.Books.Files"],
        ["Loader.Sending.Pacing"] = [],
        ["Loader.Sending.Adaptive"] = [],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_inside_a_room_knows_only_those_before_it(string room)
    {
        var used = FilesOf(room)
            .SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Where(use => Around(use) == Around(room));
        Assert.Empty(used.Except(Allowed[room], StringComparer.Ordinal));
    }

    [Fact]
    public void Each_of_these_rooms_has_its_inner_rooms_on_the_map()
    {
        var folders = Allowed.Keys.Select(Around).Distinct(StringComparer.Ordinal)
            .SelectMany(room => Directory.EnumerateDirectories(FolderOf(room)).Select(folder => $"{room}.{Path.GetFileName(folder)}"));
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(?<name>Loader\.\w+\.\w+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Using();

    private static string Around(string room) => room[..room.LastIndexOf('.')];

    private static string FolderOf(string room) => Path.Combine([Repository.Root, "src", "Loader", .. room.Split('.').Skip(1)]);

    private static IEnumerable<string> FilesOf(string room) => Directory.EnumerateFiles(FolderOf(room), "*.cs", SearchOption.AllDirectories);
}
