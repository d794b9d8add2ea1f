using static TorchSharp.torch;

namespace SiameseDsl.Training.Optimizers;

/// <summary>The same arithmetic parameter by parameter through TorchSharp's own operations: for devices or libraries without the fused kernels, and to check those against.</summary>
internal sealed class ManagedRule(OptimizerOptions options) : IUpdateRule
{
    public IReadOnlyList<string> Slots { get; } = options switch
    {
        AdamOptions or AdamWOptions => ["exp_avg", "exp_avg_sq", "step"],
        SgdOptions sgd => sgd.Momentum > 0 ? ["momentum"] : [],
        RmsPropOptions rms => rms.Momentum > 0 ? ["square_avg", "momentum"] : ["square_avg"],
        _ => throw new ArgumentException($"There is no optimiser for settings of type {options.GetType().Name}.", nameof(options)),
    };

    public void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[][] slots, double learningRate)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            using var scope = NewDisposeScope();
            Tensor parameter = parameters[i];
            bool decoupled = options is AdamWOptions;
            if (decoupled && options.WeightDecay != 0)
            {
                parameter.mul_(1 - (learningRate * options.WeightDecay));
            }

            Tensor gradient = decoupled || options.WeightDecay == 0 ? gradients[i] : gradients[i] + (parameter * options.WeightDecay);
            switch (options)
            {
                case AdamOptions adam:
                    Adam(parameter, gradient, slots[0][i], slots[1][i], slots[2][i], learningRate, adam.Beta1, adam.Beta2, adam.Epsilon);
                    break;
                case AdamWOptions adam:
                    Adam(parameter, gradient, slots[0][i], slots[1][i], slots[2][i], learningRate, adam.Beta1, adam.Beta2, adam.Epsilon);
                    break;
                case SgdOptions { Momentum: > 0 } sgd:
                    slots[0][i].mul_(sgd.Momentum).add_(gradient);
                    parameter.sub_((sgd.Nesterov ? gradient + (slots[0][i] * sgd.Momentum) : slots[0][i]) * learningRate);
                    break;
                case SgdOptions:
                    parameter.sub_(gradient * learningRate);
                    break;
                case RmsPropOptions rms:
                    slots[0][i].mul_(rms.Alpha).add_(gradient.square() * (1 - rms.Alpha));
                    Tensor scaled = gradient / (slots[0][i].sqrt() + rms.Epsilon);
                    parameter.sub_((rms.Momentum > 0 ? slots[1][i].mul_(rms.Momentum).add_(scaled) : scaled) * learningRate);
                    break;
            }
        }
    }

    private static void Adam(Tensor parameter, Tensor gradient, Tensor average, Tensor square, Tensor step, double learningRate, double beta1, double beta2, double epsilon)
    {
        double count = step.add_(1).item<float>();
        average.mul_(beta1).add_(gradient * (1 - beta1));
        square.mul_(beta2).add_(gradient.square() * (1 - beta2));
        Tensor denominator = (square.sqrt() / Math.Sqrt(1 - Math.Pow(beta2, count))) + epsilon;
        parameter.sub_(average / denominator * (learningRate / (1 - Math.Pow(beta1, count))));
    }
}
