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

    [Theory]
    [InlineData(".loader", ".loader/corrected")]
    [InlineData(".loader/corrected", ".loader/corrected/2")]
    [InlineData(".loader/corrected/", ".loader/corrected/2")]
    [InlineData(".loader/corrected/2", ".loader/corrected/3")]
    [InlineData("corrected/9", "corrected/10")]
    [InlineData("corrected/mine", "corrected/mine/corrected")]
    [InlineData("/", "/corrected")]
    public void Rounds_of_corrections_lie_beside_each_other(string runs, string next)
    {
        Assert.Equal(next, LoadFolder.CorrectedUnder(runs).Replace('\\', '/'));
    }

    [Fact]
    public void Books_are_looked_for_where_the_rounds_of_corrections_before_have_theirs()
    {
        var near = LoadFolder.Near(Path.Combine("prod", "corrected", "2"), "orders").Select(folder => folder.Replace('\\', '/'));

        Assert.Equal(["prod/corrected/2/orders", "prod/orders", ".loader/orders"], near);
    }
}
