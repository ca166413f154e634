using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>Objects of a server as places; what goes wrong with finding them becomes findings.</summary>
internal sealed class RemotePlaces(Section section, IRemoteStore store, Patience? patience = null) : IPlaces
{
    private readonly Patience patience = patience ?? Patience.Default;

    private Place PathPlace => section.PlaceOf(section.Has("path") ? "path" : "files");

    public async ValueTask<Listing?> ListAsync(string path, CancellationToken stop) => await FoundAsync(path, waiting => store.ListAsync(path, waiting), stop);

    public async ValueTask<IInput?> OpenAsync(string place, CancellationToken stop)
    {
        var known = section.Findings.Count;
        if (await FoundAsync(place, waiting => store.LookAsync(place, waiting), stop) is { } remote)
        {
            return await FoundAsync(place, waiting => RemoteInput.OpenAsync(remote, patience, waiting), stop);
        }

        if (section.Findings.Count == known)
        {
            section.Findings.Add(RemoteCodes.NoObject, PathPlace, $"there is no '{Bare(place)}'", "look for a misspelt name; or may it not be seen?");
        }

        return null;
    }

    private static string Bare(string place) => Uri.TryCreate(place, UriKind.Absolute, out var url) ? WebClient.NameOf(url) : place;

    private async ValueTask<T?> FoundAsync<T>(string place, Func<CancellationToken, ValueTask<T>> step, CancellationToken stop)
        where T : class?
    {
        try
        {
            return await patience.TryAsync(step, stop);
        }
        catch (FormatException wrong)
        {
            section.Findings.Add(RemoteCodes.BadAddress, PathPlace, $"'{Bare(place)}' cannot be read: {wrong.Message}");
        }
        catch (SourceException refused)
        {
            section.Findings.Add(refused.Finding with { Place = PathPlace });
        }
        catch (IOException lost)
        {
            section.Findings.Add(
                RemoteCodes.NotReached, PathPlace, $"'{Bare(place)}' cannot be read: {lost.Message}", "is the address right, and the network there?");
        }

        return null;
    }
}
