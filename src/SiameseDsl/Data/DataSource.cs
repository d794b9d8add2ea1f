namespace SiameseDsl.Data;

/// <summary>One data set: what it is, whether it is there, and how it becomes images and parts.</summary>
internal abstract class DataSource
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The files that can be downloaded, all of them.</summary>
    public virtual IReadOnlyList<DownloadItem> Downloads => [];

    /// <summary>Whether images that come as files are inverted, so that ink is 255.</summary>
    public virtual bool InvertsFiles => false;

    /// <summary>Whether its images are light on a dark ground.</summary>
    public virtual bool IsLightOnDark => false;

    /// <summary>What there is to know, looking under the data root <paramref name="root"/>.</summary>
    public abstract DataSetInfo Describe(string root);

    /// <summary>Loads the data, which is present, and cuts it.</summary>
    public abstract Partition Load(DataRequest request, string root);

    /// <summary>Whether <paramref name="item"/> is there already, in whatever form loading takes it.</summary>
    public virtual bool Has(string root, DownloadItem item) => File.Exists(Path.Combine(root, item.RelativePath));

    /// <summary>Refuses, before anything is read or downloaded, a model's input that does not fit and options that mean nothing to this data set.</summary>
    /// <exception cref="SiameseException">The request cannot be met.</exception>
    public abstract void Check(DataRequest request);

    /// <summary>Refuses options that only another kind of data set knows.</summary>
    /// <exception cref="SiameseException">Such an option is set.</exception>
    protected void RefuseOptions(DataRequest request)
    {
        if (request.LabelColumn is not null)
        {
            throw new SiameseException($"A label column applies to csv:PATH only, not to '{Name}'.");
        }

        if (request.Split is not null)
        {
            throw new SiameseException($"A split in classes applies to folder:PATH and csv:PATH only; the data set '{Name}' has a fixed one (classes can be held out for test instead).");
        }

        if (request.TrainAll)
        {
            throw new SiameseException($"Training on all background alphabets applies to 'omniglot' only, not to '{Name}'.");
        }
    }
}
