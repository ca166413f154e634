using Loader.Running;
using Loader.Running.Preparing;

namespace Loader.Tests.Running.Preparing;

public sealed class LoadFolderTests
{
    [Theory]
    [InlineData("crm-purchases", "crm-purchases")]
    [InlineData("Käufe_2026.v2", "Käufe_2026.v2")]
    [InlineData("a b/c\\d:e*f", "a-b-c-d-e-f")]
    [InlineData("..", "--")]
    [InlineData("../../etc", "---..-etc")]
    [InlineData(".hidden", "-hidden")]
    [InlineData("end.", "end-")]
    [InlineData("", "-")]
    [InlineData("😀", "--")]
    public void A_mappings_name_is_one_folder_under_the_runs(string name, string folder)
    {
        Assert.Equal(Path.Combine(".loader", folder), LoadFolder.Of(".loader", name));
        Assert.Equal(Path.Combine(".loader", "rehearsals", folder), LoadFolder.OfRehearsal(".loader", name));
    }
}
