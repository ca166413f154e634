using System.CommandLine;
using System.Globalization;

namespace Loader.Cli.Words;

/// <summary>A flag whose number has a least value.</summary>
internal static class AtLeast
{
    public static void AddTo(Option option, long least) => option.Validators.Add(given =>
    {
        if (given.Tokens is [var token] && long.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number < least)
            given.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} takes {least} or more, not {number}"));
    });
}
