using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>Files of this machine: every path that is nothing else.</summary>
internal sealed class FileKind : IPlaceKind
{
    public bool Knows(string path) => true;

    public IPlaces Configure(Section section) => new Files(section);

    private sealed class Files(Section section) : IPlaces
    {
        private FindingList Findings => section.Findings;

        private Place PathPlace => section.PlaceOf(section.Has("path") ? "path" : "files");

        public ValueTask<Listing?> ListAsync(string path, CancellationToken stop)
        {
            try
            {
                return ValueTask.FromResult<Listing?>(List(path));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // A folder that may not be looked into, or that went away meanwhile: files may be missing from the list.
                Findings.Add(InputCodes.NotReadable, PathPlace, $"'{path}' cannot be listed: {refused.Message}", "check the permissions of its folders");
                return ValueTask.FromResult<Listing?>(null);
            }
        }

        public ValueTask<IInput?> OpenAsync(string place, CancellationToken stop) => ValueTask.FromResult<IInput?>(Open(place));

        private static Listing List(string path)
        {
            if (File.Exists(path)) return Listing.One(path);
            if (Directory.Exists(path)) return new([.. FilePattern.InFolder(path)], IsPattern: true);
            return FilePattern.IsPattern(path) ? new([.. FilePattern.Matches(path)], IsPattern: true) : Listing.One(path);
        }

        private FileInput? Open(string path)
        {
            var full = Path.GetFullPath(path);
            if (!File.Exists(full))
            {
                Findings.Add(InputCodes.NoFile, PathPlace, $"there is no file '{path}' (looked for {full})", NearFile.Hint(full));
                return null;
            }

            try
            {
                if (FileInput.Open(path, full) is { } file) return file;
                Findings.Add(
                    InputCodes.NotAFile,
                    PathPlace,
                    $"'{path}' is not a regular file",
                    "write what comes out of it to a file first, or read it as standard input: -");
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Findings.Add(
                    InputCodes.NotReadable, PathPlace, $"'{path}' cannot be opened: {refused.Message}", "check its permissions, and that no program holds it");
            }

            return null;
        }
    }
}
