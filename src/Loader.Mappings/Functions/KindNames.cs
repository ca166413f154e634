using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>The types' names in messages.</summary>
public static class KindNames
{
    /// <summary>"text", "integer", "list".</summary>
    public static string Name(this ValueKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>"text", "an integer", "a list".</summary>
    public static string Noun(this ValueKind kind) => kind switch
    {
        ValueKind.Text or ValueKind.Null or ValueKind.Bytes => kind.Name(),
        ValueKind.Integer or ValueKind.Object => "an " + kind.Name(),
        _ => "a " + kind.Name(),
    };
}
