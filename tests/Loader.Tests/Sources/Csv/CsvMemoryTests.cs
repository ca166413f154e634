using System.Globalization;
using System.Text;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

public sealed class CsvMemoryTests : SourceMemoryContract
{
    protected override ISource OpenLarge(long bytes)
    {
        var block = new StringBuilder();
        for (var n = 0; n < 1000; n++)
        {
            block.Append(CultureInfo.InvariantCulture, $"{n},ana@example.com,12.50,\"Via Roma {n}, \"\"int. 3\"\"\",{new string('x', 400)}\n");
        }

        var content = Encoding.UTF8.GetBytes(block.ToString());
        using (var file = File.Create(Folder.PathOf("large.csv")))
        {
            file.Write("id,email,total,street,note\n"u8);
            while (file.Length < bytes) file.Write(content);
        }

        return new CsvKind().Open(new("from.csv", PathOnly(), OptionContext.OfProcess([]), new("mapping.yaml", 1, 1)))!;
    }

    private Mappings.Yaml.YamlMap PathOnly() =>
        new([new("path", new Mappings.Yaml.YamlScalar(Folder.PathOf("large.csv"), Quoted: true, new("m", 1, 1)), new("m", 1, 1))], new("m", 1, 1));
}
