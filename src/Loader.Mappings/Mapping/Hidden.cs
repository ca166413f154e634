using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>Finds what JSON cannot say inside a value: numbers that are not finite, problems in lists and objects.</summary>
internal static class Hidden
{
    /// <summary>Whether values of a type must be looked through.</summary>
    public static bool IsPossibleIn(ValueKind? kind) => kind is null or ValueKind.Float or ValueKind.List or ValueKind.Object;

    /// <summary>The first problem inside, or null.</summary>
    public static Problem? ProblemIn(in Value value) => value.Kind switch
    {
        ValueKind.Float => double.IsFinite(value.Float) ? null : new(RowCodes.NotFinite, $"the number is {value}, which JSON cannot say"),
        ValueKind.Problem => value.Problem,
        ValueKind.List => InList(value.List),
        ValueKind.Object => InObject(value.Object),
        _ => null,
    };

    private static Problem? InList(IReadOnlyList<Value> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (ProblemIn(items[i]) is { } problem) return problem;
        }

        return null;
    }

    private static Problem? InObject(ValueObject members)
    {
        for (var i = 0; i < members.Members.Count; i++)
        {
            if (ProblemIn(members.Members[i].Value) is { } problem) return problem;
        }

        return null;
    }
}
