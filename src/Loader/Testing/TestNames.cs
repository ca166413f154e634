using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>Whether the columns, fields and reasons that tests name are there.</summary>
/// <param name="rules">The mapping.</param>
/// <param name="columns">The source's columns; open: only those that the mapping uses are known.</param>
/// <param name="reasons">The mapping's reasons for skipping.</param>
/// <param name="events">What events look like.</param>
internal sealed class TestNames(MappingRules rules, Schema columns, IReadOnlyList<string> reasons, IReadOnlyList<ShapeObject> events, FindingList findings)
{
    /// <summary>Reasons that destinations skip events for.</summary>
    private static readonly string[] OfDestinations = ["too_old"];

    public void Check(TestRule test)
    {
        foreach (var row in test.Rows) Columns(row);
        switch (test.Expected)
        {
            case ExpectedEvents expected:
                foreach (var fields in expected.Events) Fields(fields, events, "");
                break;
            case ExpectedSkip skip:
                Reason(skip.Reason, skip.Place, [.. reasons, .. OfDestinations], "skip rule");
                break;
            case ExpectedRejection rejection:
                Reason(rejection.Rule, rejection.Place, [.. rules.Rejects.Select(rule => rule.Name)], "reject rule");
                break;
        }
    }

    private void Columns(TestRow row)
    {
        var known = columns.Columns.Select(column => column.Name).ToList();
        foreach (var cell in row.Cells)
        {
            if (known.Contains(cell.Name, StringComparer.Ordinal)) continue;

            // Where only the columns that the mapping uses are known, others may well be there; a name beside one that is missing is a slip.
            var missing = known.Where(name => row.Cells.All(other => other.Name != name)).ToList();
            var hint = DidYouMean.Hint(cell.Name, columns.IsOpen ? missing : known);
            if (!columns.IsOpen) findings.Add(TestingCodes.UnknownColumn, cell.Place, $"the source has no column '{cell.Name}'", hint ?? Listed(known));
            else if (hint is not null) findings.Add(TestingCodes.UnknownColumn, cell.Place, $"the mapping uses no column '{cell.Name}'", hint);
        }
    }

    private void Fields(TemplateObject expected, IReadOnlyList<ShapeObject> made, string path)
    {
        foreach (var member in expected.Members)
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            var found = made.Select(shape => shape.Find(member.Name)).OfType<ShapeMember>().ToList();
            if (found.Count == 0)
            {
                var known = made.SelectMany(shape => shape.Members).Select(known => known.Name).Distinct(StringComparer.Ordinal).ToList();
                findings.Add(
                    TestingCodes.UnknownField,
                    member.Place,
                    $"the mapping makes no field '{name}'",
                    DidYouMean.Hint(member.Name, known) ?? Listed(known));
            }
            else if (member.Node is TemplateObject inner && found.TrueForAll(shape => shape.Node is ShapeObject))
            {
                Fields(inner, [.. found.Select(shape => (ShapeObject)shape.Node)], name);
            }
        }
    }

    private void Reason(string reason, Place place, string[] known, string what)
    {
        if (Array.IndexOf(known, reason) >= 0) return;
        findings.Add(TestingCodes.UnknownReason, place, $"the mapping has no {what} '{reason}'", DidYouMean.Hint(reason, known) ?? Listed(known));
    }

    private static string Listed(IReadOnlyCollection<string> known)
    {
        const int Shown = 12;
        return known.Count == 0
            ? "there is none"
            : "there is: " + string.Join(", ", known.Take(Shown)) + (known.Count > Shown ? $" and {known.Count - Shown} more" : "");
    }
}
