using Loader.Mappings.Functions.Coding;
using Loader.Mappings.Functions.Hashes;
using Loader.Mappings.Functions.Identity;
using Loader.Mappings.Functions.Lists;
using Loader.Mappings.Functions.Logic;
using Loader.Mappings.Functions.Lookups;
using Loader.Mappings.Functions.Numbers;
using Loader.Mappings.Functions.Privacy;
using Loader.Mappings.Functions.Text;
using Loader.Mappings.Functions.Times;

namespace Loader.Mappings.Functions;

/// <summary>
/// All functions of the language: whoever adds one adds it here, and the binder, the check, the reference and the tests know it. A mapping that uses three of
/// them makes only the lists that these are in.
/// </summary>
public static class FunctionCatalog
{
    /// <summary>The groups of the reference, in its order.</summary>
    public static readonly IReadOnlyList<string> Groups = ["text", "number", "list", "time", "logic", "hash", "coding", "identity", "privacy", "tables"];

    private static readonly Lazy<IReadOnlyList<FunctionEntry>> Everything = new(static () =>
    [
        .. CaseFunctions.All, .. PartFunctions.All, .. SearchFunctions.All, .. BuildFunctions.All, .. RegexFunctions.All, .. UnicodeFunctions.All,
        .. UrlFunctions.All, .. JsonFunctions.All,
        .. ConversionFunctions.All, .. RoundingFunctions.All, .. ChoiceFunctions.All, .. MoneyFunctions.All,
        .. ListFunctions.All,
        TimeFunction.Entry, .. DateFunctions.All, .. UnixFunctions.All, .. DurationFunctions.All, .. CalendarFunctions.All,
        .. LogicFunctions.All,
        .. HashFunctions.All, .. CodingFunctions.All, .. IdentityFunctions.All,
        .. EmailFunctions.All, NormalizePhone.Entry, .. PersonFunctions.All, AnonymizeIp.Entry, AnonymizeUserAgent.Entry,
        LookupFunction.Entry,
    ]);

    /// <summary>Every function, group by group.</summary>
    public static IReadOnlyList<FunctionEntry> All => Everything.Value;

    /// <summary>The function of that name, or null.</summary>
    public static FunctionEntry? Find(string name)
    {
        foreach (var entry in ListWith(name))
        {
            if (entry.Name == name) return entry;
        }

        return null;
    }

    private static IReadOnlyList<FunctionEntry> ListWith(string name) => name switch
    {
        "lower" or "upper" or "title" => CaseFunctions.All,
        "trim" or "trim_start" or "trim_end" or "length" or "left" or "right" or "slice" or "split" => PartFunctions.All,
        "contains" or "starts_with" or "ends_with" or "replace" or "index_of" or "before" or "after" or "remove_prefix" or "remove_suffix" =>
            SearchFunctions.All,
        "text" or "concat" or "join" or "pad_left" or "pad_right" or "collapse_spaces" => BuildFunctions.All,
        "integer" or "decimal" or "float" => ConversionFunctions.All,
        "round" or "floor" or "ceil" or "abs" => RoundingFunctions.All,
        "sum" or "avg" or "count" or "first" or "last" or "distinct" or "sort" or "map" or "filter" or "any" or "all" => ListFunctions.All,
        "min" or "max" or "clamp" or "sign" => ChoiceFunctions.All,
        "time" => [TimeFunction.Entry],
        "date" or "date_of" or "format_time" => DateFunctions.All,
        "from_unix" or "unix" => UnixFunctions.All,
        "if" or "case" or "coalesce" or "default" or "try" or "null_if" or "is_null" or "is_empty" or "boolean" => LogicFunctions.All,
        "sha256" or "sha256_once" or "hmac_sha256" or "secret" => HashFunctions.All,
        "normalize_email" => [NormalizeEmail.Entry],
        "normalize_phone" => [NormalizePhone.Entry],
        "stable_id" or "uuid5" or "ga_client_id" => IdentityFunctions.All,
        "lookup" => [LookupFunction.Entry],
        _ => All,
    };
}
