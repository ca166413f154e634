using Loader.Mappings.Functions.Hashes;
using Loader.Mappings.Functions.Identity;
using Loader.Mappings.Functions.Lists;
using Loader.Mappings.Functions.Logic;
using Loader.Mappings.Functions.Numbers;
using Loader.Mappings.Functions.Privacy;
using Loader.Mappings.Functions.Text;
using Loader.Mappings.Functions.Times;

namespace Loader.Mappings.Functions;

/// <summary>All functions of the language: whoever adds one adds it here, and the binder, the check, the reference and the tests know it.</summary>
public static class FunctionCatalog
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        .. CaseFunctions.All,
        .. PartFunctions.All,
        .. SearchFunctions.All,
        .. BuildFunctions.All,
        .. ConversionFunctions.All,
        .. RoundingFunctions.All,
        .. ChoiceFunctions.All,
        .. ListFunctions.All,
        TimeFunction.Entry,
        .. DateFunctions.All,
        .. UnixFunctions.All,
        .. DurationFunctions.All,
        .. LogicFunctions.All,
        .. HashFunctions.All,
        .. IdentityFunctions.All,
        NormalizeEmail.Entry,
        NormalizePhone.Entry,
        AnonymizeIp.Entry,
    ];

    private static readonly Dictionary<string, FunctionEntry> ByName = All.ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>The function of that name, or null.</summary>
    public static FunctionEntry? Find(string name) => ByName.GetValueOrDefault(name);
}
