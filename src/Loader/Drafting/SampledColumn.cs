using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>A column, or a member of an object in one, with the values that the first rows have.</summary>
/// <param name="name">Its name, members behind dots: <c>customer.email</c>.</param>
/// <param name="expression">The same as the mapping language writes it.</param>
/// <param name="isColumn">Whether it is a column itself, so that it can have a type under <c>columns</c>.</param>
internal sealed class SampledColumn(string name, string expression, bool isColumn)
{
    /// <summary>Longer texts tell nothing more about what a column holds.</summary>
    private const int Longest = 300;

    private readonly HashSet<ValueKind> kinds = [];
    private readonly HashSet<string> different = new(StringComparer.Ordinal);

    public string Name => name;

    public string Expression => expression;

    public bool IsColumn => isColumn;

    /// <summary>Rows that have a value.</summary>
    public long Values { get; private set; }

    /// <summary>How many different values there are.</summary>
    public long Different => different.Count;

    /// <summary>The texts, in the order of the rows; empty for other kinds.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Least and largest of whole numbers.</summary>
    public (long Least, long Most) Integers { get; private set; } = (long.MaxValue, long.MinValue);

    /// <summary>The one kind that all values have; null: there are several, or none.</summary>
    public ValueKind? Kind => kinds.Count == 1 ? kinds.First() : null;

    /// <summary>Whether its values are texts, numbers or times: what a field can hold.</summary>
    public bool IsSingle => !kinds.Contains(ValueKind.List) && !kinds.Contains(ValueKind.Object) && !kinds.Contains(ValueKind.Bytes);

    public void Add(in Value value)
    {
        if (value.IsNull || value.IsProblem) return;
        Values++;
        kinds.Add(value.Kind);
        if (value.Kind == ValueKind.Integer) Integers = (Math.Min(Integers.Least, value.Integer), Math.Max(Integers.Most, value.Integer));
        if (!IsSingle) return;
        var text = value.ToString();
        different.Add(text);
        if (value.Kind == ValueKind.Text) Texts.Add(text.Length > Longest ? text[..Longest] : text);
    }
}
