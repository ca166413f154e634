using System.Collections;

namespace Loader.Mappings.Findings;

/// <summary>Collects findings, so that a person sees all mistakes at once.</summary>
public sealed class FindingList : IReadOnlyList<Finding>
{
    private readonly List<Finding> findings = [];

    public int Count => findings.Count;

    public bool HasErrors => findings.Exists(finding => finding.Severity == Severity.Error);

    public Finding this[int index] => findings[index];

    public void Add(Finding finding) => findings.Add(finding);

    public void Add(FindingCode code, Place place, string message, string? hint = null) =>
        findings.Add(new(code, place, message, hint));

    public void AddRange(IEnumerable<Finding> more) => findings.AddRange(more);

    /// <summary>The findings in the order of the file, errors and warnings mixed as they stand there.</summary>
    /// <param name="first">The file that a person asked about, whose findings come before those of the files that it names.</param>
    public IReadOnlyList<Finding> InFileOrder(string? first = null) =>
        [.. findings.OrderBy(f => f.Place.File != first)
            .ThenBy(f => f.Place.File, StringComparer.Ordinal)
            .ThenBy(f => f.Place.Line)
            .ThenBy(f => f.Place.Column)];

    public IEnumerator<Finding> GetEnumerator() => findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
