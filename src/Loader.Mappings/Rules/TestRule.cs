using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>One entry of <c>tests:</c>. Closed: a test, a file of tests.</summary>
public abstract record TestEntry(Place Place)
{
    /// <summary>What holds for it unless it says otherwise.</summary>
    public TestSetting Setting { get; init; } = TestSetting.None;
}

/// <summary>One test: rows in, events or a reason out.</summary>
/// <param name="Name">What it is about, for people.</param>
/// <param name="Rows">One row, or the rows of groups; cells that are not named are null.</param>
/// <param name="Expected">What the rows should become.</param>
/// <param name="Place">Where it stands.</param>
public sealed record TestRule(string Name, IReadOnlyList<TestRow> Rows, Expectation Expected, Place Place) : TestEntry(Place);

/// <summary><c>cases: tests/cases.csv</c> — a table of tests, one in each line.</summary>
/// <param name="Path">The file, from the folder that the program was started in.</param>
/// <param name="Place">Where it stands.</param>
public sealed record TestTable(string Path, Place Place) : TestEntry(Place);

/// <summary>One row of a test, as it is written: what its cells are depends on the source.</summary>
public sealed record TestRow(IReadOnlyList<YamlEntry> Cells, Place Place);

/// <summary>What tests run in.</summary>
public sealed record TestSetting
{
    public static readonly TestSetting None = new();

    /// <summary>The run's start, and the clock of limits of age; null when not given.</summary>
    public YamlScalar? Now { get; init; }

    /// <summary>Stands for the environment, and so for secrets: tests never see that of the machine.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the events must pass the destination's contract.</summary>
    public bool Contract { get; init; } = true;

    /// <summary>Look-up tables that stand for the mapping's own and for files.</summary>
    public IReadOnlyList<GivenTable> Tables { get; init; } = [];

    /// <summary>Cells of every row that does not name them itself.</summary>
    public IReadOnlyList<YamlEntry> Cells { get; init; } = [];
}
