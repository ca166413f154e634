using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>The settings that every format shares: where its bytes come from, and what decompression may make of them.</summary>
internal sealed class InputSettings
{
    private const string ListMark = "@";
    private readonly Section section;
    private readonly IReadOnlyList<(IPlaceKind Kind, IPlaces Places)> places;
    private readonly string? path;
    private readonly IReadOnlyList<string> files;

    private InputSettings(Section section, string? path, IReadOnlyList<string> files)
    {
        this.section = section;
        this.path = path;
        this.files = files;
        places = [.. PlaceCatalog.All.Select(kind => (kind, kind.Configure(section)))];
    }

    public required bool AllowEmpty { get; init; }

    public required UnpackLimits Limits { get; init; }

    public Section Section => section;

    /// <summary>What a person would call the whole: the path as it was given, without what must not be shown of an address.</summary>
    public string Name => section.Context.Secrets.Redact(
        path ?? string.Join(", ", files.Take(3)) + (files.Count > 3 ? $" and {files.Count - 3} more" : ""));

    /// <summary>The setting that names the input, for the place of findings.</summary>
    public string Naming => path is null ? "files" : "path";

    /// <summary>Whether a place is named at all.</summary>
    public bool IsNamed => path is not (null or "") || files.Count > 0;

    /// <summary>Asks for every setting; mistakes go to the section's findings.</summary>
    public static InputSettings Read(Section section)
    {
        var several = section.Has("files") && !section.Has("path");
        var path = section.Text(
            "path",
            "A file, a folder, a pattern (exports/2026-*/*.csv.gz, ** for any depth), @LIST for a file with one path per line, or - for standard "
            + "input. Relative paths count from the folder the program was started in.",
            required: !several);
        var files = section.Texts("files", "Several paths instead of one, read in this order.");
        var allowEmpty = section.Flag("allow_empty", false, "Whether an input without rows, or a pattern without a file, is fine.");
        var ratio = section.Integer(
            "max_ratio", 1, long.MaxValue, UnpackLimits.DefaultRatio, "How many times larger than its compressed bytes content may be.");
        var bytes = section.Size("max_unpacked", UnpackLimits.DefaultBytes, "How large the content of one compressed file may be.");
        if (path is "") section.Wrong("path", "'path' is empty", null);
        if (files is { Count: 0 } && several) section.Wrong("files", "'files' is an empty list", "allow_empty does not help here: name at least one path");
        return new(section, path, several ? files ?? [] : []) { AllowEmpty = allowEmpty, Limits = new(ratio, bytes) };
    }

    /// <summary>All inputs in the order they are read; null with findings when they cannot be named.</summary>
    public async ValueTask<Listing?> ListAsync(CancellationToken stop)
    {
        if (path is not null && !path.StartsWith(ListMark, StringComparison.Ordinal)) return await Of(path).ListAsync(path, stop);
        if ((path is null ? files : ListFile.Read(path[ListMark.Length..], section)) is not { } listed) return null;

        var all = new List<string>();
        foreach (var one in listed)
        {
            if (await Of(one).ListAsync(one, stop) is not { } found) return null;
            if (found.Places.Count == 0)
            {
                section.Findings.Add(InputCodes.NoMatch, section.PlaceOf(Naming), $"nothing matches '{one}'", "look for a misspelt name");
                return null;
            }

            all.AddRange(found.Places);
        }

        if (all.Count > 1 && all.Contains(StandardInputKind.Path))
        {
            section.Findings.Add(InputCodes.Once, section.PlaceOf(Naming), "standard input cannot be one of several inputs");
            return null;
        }

        return new(all, IsPattern: false);
    }

    public ValueTask<IInput?> OpenAsync(string place, CancellationToken stop) => Of(place).OpenAsync(place, stop);

    private IPlaces Of(string named) => places.First(one => one.Kind.Knows(named)).Places;
}
