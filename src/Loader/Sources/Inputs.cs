using Loader.Sources.Bytes;

namespace Loader.Sources;

/// <summary>From the settings that name inputs, and the format they are in, to one source.</summary>
internal static class Inputs
{
    /// <summary>Opens what is named; null with findings when there is nothing that rows could be read from.</summary>
    public static async ValueTask<ISource?> OpenAsync(InputSettings settings, IFormat format, CancellationToken stop)
    {
        try
        {
            if (await settings.ListAsync(stop) is not { } listing) return null;
            if (listing.Places is [StandardInputKind.Path] && settings.Section.Context.ChecksOnly)
            {
                settings.Section.Findings.Add(
                    InputCodes.NotLookedAt,
                    settings.Section.PlaceOf(settings.Naming),
                    "the rows are piped in and not read here: which columns they have, and of what type, is not checked",
                    "check it with a file that has the same columns: --from FILE");
                return new NoRows(StandardInputKind.Path);
            }

            if (listing is { IsPattern: false, Places.Count: 1 })
            {
                return await settings.OpenAsync(listing.Places[0], stop) is { } input
                    ? await format.OpenAsync(input, first: null, hash: null, mayBeEmpty: false, stop)
                    : null;
            }

            if (listing.Places.Count > 0) return await InputSequence.OpenAsync(settings, format, listing.Places, stop);
            if (settings.AllowEmpty) return new NoRows(settings.Name);
            settings.Section.Findings.Add(
                InputCodes.NoMatch,
                settings.Section.PlaceOf(settings.Naming),
                $"nothing matches '{settings.Name}'",
                "if that may happen, say allow_empty: true");
        }
        catch (SourceException refused)
        {
            // Found while the beginning was looked at: nothing was read yet, so it is a mistake like any other.
            settings.Section.Findings.Add(refused.Finding with { Place = settings.Section.PlaceOf(settings.Naming) });
        }

        return null;
    }
}
