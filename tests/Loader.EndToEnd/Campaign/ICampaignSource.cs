namespace Loader.EndToEnd.Campaign;

/// <summary>Rows of a load that do not come from a file, and whose server can strike the run as it reads.</summary>
internal interface ICampaignSource
{
    /// <summary>Takes the rows in, and gives the mapping that reads them in their order.</summary>
    string Supply(CampaignRows rows, string mapping);

    /// <summary>A run begins, which may be struck while it reads; null: it has ended.</summary>
    void Arm(ArmedStrike? strike);
}
