using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>The types' names in messages.</summary>
public static class KindNames
{
    /// <summary>"text", "integer", "list".</summary>
    public static string Name(this ValueKind kind) => kind == ValueKind.WideDecimal ? ValueKind.Decimal.Name() : kind.ToString().ToLowerInvariant();

    /// <summary>"text", "an integer", "a list".</summary>
    public static string Noun(this ValueKind kind) => kind switch
    {
        ValueKind.Text or ValueKind.Null or ValueKind.Bytes => kind.Name(),
        ValueKind.WideDecimal => "a decimal of more than 28 digits",
        ValueKind.Integer or ValueKind.Object => "an " + kind.Name(),
        _ => "a " + kind.Name(),
    };
}
