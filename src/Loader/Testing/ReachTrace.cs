using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Testing;

/// <summary>Which kinds of values the parts of expressions had. One thread.</summary>
internal sealed class ReachTrace : ITrace
{
    // Syntax trees are equal when they say the same; here each is its own, wherever it stands.
    private readonly Dictionary<object, Reach> parts = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyDictionary<object, Reach> Parts => parts;

    public void Bound(object part) => parts.TryAdd(part, Reach.None);

    public void Saw(object part, in Value value) => parts[part] |= Of(value);

    private static Reach Of(in Value value) => value.Kind switch
    {
        ValueKind.Null => Reach.Null,
        ValueKind.Problem => Reach.Problem,
        ValueKind.Boolean => value.Boolean ? Reach.True : Reach.False,
        ValueKind.Text when value.Utf8.IsEmpty => Reach.Empty,
        _ => Reach.Other,
    };
}

/// <summary>The kinds of values that a part has had.</summary>
[Flags]
internal enum Reach
{
    None = 0,
    Null = 1,
    True = 2,
    False = 4,

    /// <summary>A text without characters.</summary>
    Empty = 8,
    Problem = 16,
    Other = 32,

    /// <summary>Neither null nor a problem.</summary>
    Given = True | False | Empty | Other,

    /// <summary>What a condition takes for false.</summary>
    NotTrue = False | Null,

    Any = Given | Null | Problem,
}
