using SiameseDsl.Data;
using SiameseDsl.Galleries;
using SiameseDsl.Models;
using SiameseDsl.Training;
using TorchSharp;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>The C# of the README, so that the compiler holds it; a test holds that the README shows these lines.</summary>
internal static class OwnApplication
{
    public static bool TrainAndAsk(torch.Tensor image, torch.Tensor other)
    {
        using DataSplit data = DataSets.Load(new DataRequest { Name = "folder:photos", InputShape = [1, 28, 28] });
        using var model = new Digits.ContrastiveLinear(seed: 1);
        var trainer = new Digits.ContrastiveLinear.Trainer(model, Digits.ContrastiveLinear.Options.Default with { Epochs = 3 });
        TrainingResult result = trainer.Fit(data.Train, data.Validation);

        bool same = model.IsSame(model.EmbedOne(image), model.EmbedOne(other));
        float distance = model.Distance(model.EmbedOne(image), model.EmbedOne(other));
        return same && distance < result.Loss;
    }

    public static string? Recognise(torch.Tensor image, torch.Tensor other)
    {
        using var model = Digits.Contrastive.Load("runs/people");
        using var gallery = Gallery<Digits.Contrastive>.Open("people.gallery", model);
        gallery.Enroll("Ann", image);

        Identification found = gallery.Identify(other);
        Console.WriteLine(found.Name ?? $"a stranger; {found.FalsePositiveRate:P1} of them score as high");
        VerificationAnswer answer = gallery.Verify("Ann", other);
        return answer.IsSame ? found.Name : null;
    }
}
