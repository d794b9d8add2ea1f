namespace SiameseDsl.Losses;

/// <summary>A loss that looks at chosen pairs or triplets of a batch.</summary>
public interface IMinedLoss
{
    /// <summary>The part of the training that is done, from 0 to 1: it decides the stage of a mining schedule. Trainers set it before each step; a loop of your own may.</summary>
    double Progress { get; set; }

    /// <summary>Of the last batch: the part of what could have been mined that was, and that still has something to teach. <see cref="double.NaN"/> before the first batch and for one without any.</summary>
    double ActiveFraction { get; }
}
