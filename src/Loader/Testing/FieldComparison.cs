using System.Diagnostics;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>Compares fields. Two values are the same when their JSON is, digit for digit; a field that is expected as null must be null or left out.</summary>
internal sealed class FieldComparison(ExpectedEvents expectation, List<Difference> differences)
{
    private const int Longest = 200;
    private const string Nothing = "nothing";

    /// <summary>Adds a difference for every field that is not as expected.</summary>
    /// <param name="expected">The fields that the test names.</param>
    /// <param name="got">What was made.</param>
    /// <param name="shape">What made it, where that is known.</param>
    /// <param name="path">Where both stand in the event.</param>
    public void Compare(TemplateObject expected, in Value got, ShapeNode? shape, string path)
    {
        if (got.Kind != ValueKind.Object)
        {
            Add(path, "an object", Shown(got), shape?.Place);
            return;
        }

        foreach (var member in expected.Members)
        {
            var made = (shape as ShapeObject)?.Find(member.Name);
            var value = got.Object.TryFind(member.Name, out var found) ? found : Value.Null;
            Node(member.Node, value, made?.Node, Joined(path, member.Name), made?.Node.Place ?? shape?.Place);
        }

        if (!expectation.Exactly) return;
        foreach (var (name, value) in got.Object.Members)
        {
            if (expected.Members.Any(member => member.Name == name)) continue;
            Add(Joined(path, name), Nothing, Shown(value), (shape as ShapeObject)?.Find(name)?.Place ?? shape?.Place);
        }
    }

    private void Node(TemplateNode expected, in Value got, ShapeNode? shape, string path, Place? place)
    {
        switch (expected)
        {
            case TemplateObject members:
                Compare(members, got, shape, path);
                break;
            case TemplateList list:
                List(list, got, shape, path, place);
                break;
            default:
                // What cannot be computed was a finding when the suite was read.
                Single(PlainValues.Of(expected, []) ?? throw new UnreachableException(), got, path, place);
                break;
        }
    }

    private void List(TemplateList expected, in Value got, ShapeNode? shape, string path, Place? place)
    {
        if (got.Kind != ValueKind.List || got.List.Count != expected.Items.Count)
        {
            Add(path, Items(expected.Items.Count), got.Kind == ValueKind.List ? $"{Items(got.List.Count)}: {Shown(got)}" : Shown(got), place);
            return;
        }

        for (var i = 0; i < expected.Items.Count; i++)
        {
            Node(expected.Items[i], got.List[i], (shape as ShapeList)?.Items[i], FormattableString.Invariant($"{path}[{i}]"), place);
        }
    }

    private void Single(in Value expected, in Value got, string path, Place? place)
    {
        if (expected.IsNull ? got.IsNull : !got.IsNull && JsonText.Of(expected) == JsonText.Of(got)) return;
        if (expectation.ByText && expected.Kind == ValueKind.Text && !got.IsNull && JsonText.Of(got).Trim('"') == JsonText.Of(expected).Trim('"')) return;
        Add(path, Shown(expected), Shown(got), place, Hint(expected, got));
    }

    private static string? Hint(in Value expected, in Value got) =>
        IsNumber(expected) && IsNumber(got) && Number(expected) == Number(got) ? "the same number with other digits: what leaves has the digits that are compared here"
        : expected.Kind == ValueKind.Text && IsNumber(got) && JsonText.Of(got) == expected.Text ? "it is a number, and a text is expected"
        : IsNumber(expected)
            && got.Kind == ValueKind.Text
            && JsonText.Of(expected) == got.Text ? "it is a text, and a number is expected: columns gives a column its type"
        : null;

    private static bool IsNumber(in Value value) => value.Kind is ValueKind.Integer or ValueKind.Decimal;

    private static decimal Number(in Value value) => value.Kind == ValueKind.Integer ? value.Integer : value.Decimal;

    private static string Items(int count) => count == 1 ? "a list of 1 item" : FormattableString.Invariant($"a list of {count} items");

    private static string Joined(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Shown(in Value value)
    {
        if (value.IsNull) return Nothing;
        var json = JsonText.Of(value);
        return json.Length <= Longest ? json : string.Concat(json.AsSpan(0, Longest), "…");
    }

    private void Add(string path, string expected, string got, Place? place, string? hint = null) => differences.Add(new(path, expected, got, place, hint));
}
