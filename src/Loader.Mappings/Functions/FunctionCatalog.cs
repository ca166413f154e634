using Loader.Mappings.Functions.Text;

namespace Loader.Mappings.Functions;

/// <summary>All functions of the language: whoever adds one adds it here, and parser, check, reference and tests know it.</summary>
public static class FunctionCatalog
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        .. CaseFunctions.All,
    ];

    private static readonly Dictionary<string, FunctionEntry> ByName = All.ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    public static FunctionEntry? Find(string name) => ByName.GetValueOrDefault(name);
}
