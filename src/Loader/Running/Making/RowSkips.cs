using Loader.Books;
using Loader.Mappings;
using Loader.Running.Outcomes;

namespace Loader.Running.Making;

/// <summary>Rows that are left out on purpose, into the books under the name of what left them out. One thread.</summary>
internal sealed class RowSkips(Mapper mapper, LoadBooks books, Threshold threshold)
{
    private readonly int[] rules = [.. mapper.SkipReasons.Select(books.SkipReason)];
    private readonly Dictionary<string, int> contract = new(StringComparer.Ordinal);

    /// <param name="row">The row's number.</param>
    /// <param name="rule">Which of the mapper's <see cref="Mapper.SkipReasons"/>.</param>
    public void ByRule(long row, int rule) => Skip(row, rules[rule]);

    /// <summary>A row whose events the mapping's <c>when</c> all left out.</summary>
    public void WithoutEvent(long row) => Skip(row, rules[^1]);

    /// <param name="row">The row's number.</param>
    /// <param name="reason">The name that the destination gives it, such as <c>too_old</c>.</param>
    public void ByContract(long row, string reason)
    {
        if (!contract.TryGetValue(reason, out var known)) contract[reason] = known = books.SkipReason(reason);
        Skip(row, known);
    }

    private void Skip(long row, int reason)
    {
        books.Skipped(row, reason);
        threshold.Settled();
    }
}
