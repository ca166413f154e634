using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Options;

/// <summary>Replaces <c>${NAME}</c> and <c>${NAME:-default}</c> by the environment; <c>$${</c> stands for a literal <c>${</c>.</summary>
internal static class Interpolation
{
    /// <summary>
    /// Whether a text hangs on a variable that is not set here and has no default: what stands in for it says nothing about the value that a run will have.
    /// </summary>
    public static bool IsForLater(string text, OptionContext context)
    {
        if (!context.VariablesMayBeMissing) return false;
        for (var open = text.IndexOf("${", StringComparison.Ordinal); open >= 0; open = text.IndexOf("${", open + 2, StringComparison.Ordinal))
        {
            if (open > 0 && text[open - 1] == '$') continue;
            var close = text.IndexOf('}', open);
            if (close > 0 && IsName(text[(open + 2)..close]) && string.IsNullOrEmpty(context.Variable(text[(open + 2)..close]))) return true;
        }

        return false;
    }

    /// <summary>
    /// The text with variables replaced, or null when one is missing or not closed (a finding was added). What they put into an address is hidden from
    /// then on wherever something is shown.
    /// </summary>
    public static string? Resolve(YamlScalar scalar, OptionContext context)
    {
        var text = scalar.Text;
        if (!text.Contains("${", StringComparison.Ordinal)) return text;
        var given = new List<Range>();
        if (Resolve(scalar, context, given) is not { } resolved) return null;
        AddressSecrets.Hide(resolved, given, context.Secrets);
        return resolved;
    }

    private static string? Resolve(YamlScalar scalar, OptionContext context, List<Range> given)
    {
        var text = scalar.Text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            if (open < 0) return result.Append(text, at, text.Length - at).ToString();
            if (open > at && text[open - 1] == '$')
            {
                result.Append(text, at, open - 1 - at).Append("${");
                at = open + 2;
                continue;
            }

            result.Append(text, at, open - at);
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                context.Findings.Add(OptionCodes.WrongForm, scalar.Origin.At(open), "'${' without its '}'", "write ${NAME} or ${NAME:-default}");
                return null;
            }

            var isWhole = open == 0 && close == text.Length - 1;
            if (Variable(text[(open + 2)..close], isWhole, scalar.Origin.At(open), context, out var isSet) is not { } value) return null;
            if (isSet) given.Add(result.Length..(result.Length + value.Length));
            result.Append(value);
            at = close + 1;
        }

        return result.ToString();
    }

    private static string? Variable(string inside, bool isWhole, Place place, OptionContext context, out bool isSet)
    {
        isSet = false;
        var mark = inside.IndexOf(":-", StringComparison.Ordinal);
        var name = mark < 0 ? inside : inside[..mark];
        if (!IsName(name))
        {
            context.Findings.Add(
                OptionCodes.WrongForm,
                place,
                $"'{name}' is not the name of an environment variable",
                "write ${NAME} or ${NAME:-default}; $${ stands for a literal ${");
            return null;
        }

        var value = context.Variable(name);
        isSet = !string.IsNullOrEmpty(value);
        if (isSet) return value;
        if (mark >= 0) return inside[(mark + 2)..];
        if (context.VariablesMayBeMissing)
        {
            context.Findings.Add(OptionCodes.VariableForLater, place, $"the environment variable {name} is not set here; a run needs it");
            return isWhole ? "http://localhost/" + name : "1";
        }

        context.Findings.Add(
            OptionCodes.NoSuchVariable,
            place,
            $"the environment variable {name} is {(value is null ? "not set" : "empty")}",
            $"set it before the run: export {name}=…, or write ${{{name}:-default}}");
        return null;
    }

    /// <summary>What a shell takes (POSIX.1-2017, 3.235); also keeps a stray <c>${…}</c> from being asked for.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
