using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>A test that can be run.</summary>
/// <param name="Rule">What the mapping says.</param>
/// <param name="Rows">The cells of its rows, in the suite's columns.</param>
/// <param name="Now">The start of its run.</param>
internal sealed record TestCase(TestRule Rule, IReadOnlyList<Value[]> Rows, DateTimeOffset Now)
{
    /// <summary>The start of the run of a test that does not say one.</summary>
    public static readonly DateTimeOffset DefaultNow = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => Rule.Name;

    /// <summary>Tests with the same one share what is compiled for them.</summary>
    public string Bench { get; } = string.Join(
        '\0',
        [
            Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            .. Rule.Setting.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => new[] { pair.Key, pair.Value }),
            .. Rule.Setting.Tables.Select(table => table.Place.ToString()).Order(StringComparer.Ordinal),
        ]);
}
