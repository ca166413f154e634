using Loader.Mappings;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Mapping;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Running.Preparing;

/// <summary>Recognizes a file that was cut at the wrong delimiter: its one column is called like a whole header.</summary>
internal static class WholeRow
{
    private const int LongestName = 40;

    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    /// <summary>What to say about it; null where the columns are right, or wrong in another way.</summary>
    public static Finding? Find(MappingRules rules, Schema schema)
    {
        if (rules.From is not { Name: "csv" } from || schema.Columns is not [{ Name: var name }]) return null;
        var delimiter = Delimiters.MaxBy(one => name.Count(c => c == one));
        if (!name.Contains(delimiter, StringComparison.Ordinal)) return null;
        var trial = new FindingList();
        Mapper.Compile(rules, schema, trial);
        if (!trial.Any(found => found.Code == ExpressionCodes.UnknownColumn || found.Code == MapperCodes.NoSuchColumn)) return null;
        var shown = (name.Length > LongestName ? name[..LongestName] + "…" : name).Replace("\t", "\\t", StringComparison.Ordinal);
        var word = delimiter == '\t' ? "tab" : delimiter.ToString();
        return new(
            RunningCodes.OneColumn,
            from.Place,
            $"the file has one column, '{shown}': is the delimiter '{word}'?",
            $"write delimiter: \"{word}\", or leave it out: then it is found out");
    }
}
