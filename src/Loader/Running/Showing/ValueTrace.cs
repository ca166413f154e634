using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Running.Showing;

/// <summary>The values that the parts of expressions had, in the order in which they were computed. One thread.</summary>
internal sealed class ValueTrace : ITrace
{
    /// <summary>Of a part that lists or groups make many values of, the first are enough to see what it does.</summary>
    public const int Most = 6;

    private readonly Dictionary<object, (List<Value> Values, long Count)> parts = new(ReferenceEqualityComparer.Instance);

    public void Bound(object part)
    {
    }

    public void Saw(object part, in Value value)
    {
        var (values, count) = parts.TryGetValue(part, out var seen) ? seen : ([], 0);
        if (values.Count < Most) values.Add(value.Detached());
        parts[part] = (values, count + 1);
    }

    /// <summary>The first values of a part, and how many there were; none: it was not computed, since nothing asked for it.</summary>
    public (IReadOnlyList<Value> Values, long Count) Of(object part) => parts.TryGetValue(part, out var seen) ? seen : ([], 0);
}
