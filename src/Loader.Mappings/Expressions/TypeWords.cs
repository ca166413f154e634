namespace Loader.Mappings.Expressions;

/// <summary>What types are called elsewhere, and what is written here.</summary>
internal static class TypeWords
{
    public static string? Hint(string word) => word.ToLowerInvariant() switch
    {
        "number" or "numeric" or "money" or "currency" or "real" => "write decimal for exact numbers such as 12.50, or integer",
        "int" or "int64" or "long" or "bigint" => "write integer",
        "string" or "str" or "varchar" => "write text",
        "bool" => "write boolean",
        "double" or "float64" or "single" => "write float, or decimal for exact numbers such as 12.50",
        "datetime" or "timestamp" or "instant" => "write time with the form of the texts and their zone: time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\")",
        "ifnull" or "nvl" or "isnull" => "write a ?? b, or coalesce(a, b)",
        "substr" or "substring" or "mid" => "write slice(text, start, count)",
        "uppercase" or "ucase" => "write upper",
        "lowercase" or "lcase" => "write lower",
        "len" => "write length",
        "average" or "mean" => "write avg(rows, price)",
        "iif" => "write if(condition, then, else)",
        "sumproduct" => "write sum(rows, price * quantity)",
        _ => null,
    };
}
