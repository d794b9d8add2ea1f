using static TorchSharp.torch;

namespace SiameseDsl.Training.Optimizers;

/// <summary>The same arithmetic parameter by parameter through TorchSharp's own operations: for devices or libraries without the fused kernels, and to check those against.</summary>
internal sealed class ManagedRule(OptimizerOptions options) : IUpdateRule
{
    public void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[][] slots, double learningRate)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            using var scope = NewDisposeScope();
            Tensor parameter = parameters[i];
            bool decoupled = options is AdamWOptions or LionOptions;
            if (decoupled && options.WeightDecay != 0)
            {
                parameter.mul_(1 - (learningRate * options.WeightDecay));
            }

            Tensor gradient = decoupled || options.WeightDecay == 0 ? gradients[i] : gradients[i] + (parameter * options.WeightDecay);
            Apply(parameter, gradient, [.. slots.Select(slot => slot[i])], learningRate);
        }
    }

    private void Apply(Tensor parameter, Tensor gradient, Tensor[] state, double learningRate)
    {
        switch (options)
        {
            case AdamOptions adam:
                Adam(parameter, gradient, state, learningRate, adam.Beta1, adam.Beta2, adam.Epsilon);
                break;
            case AdamWOptions adam:
                Adam(parameter, gradient, state, learningRate, adam.Beta1, adam.Beta2, adam.Epsilon);
                break;
            case NAdamOptions nadam:
                NAdam(parameter, gradient, state, learningRate, nadam);
                break;
            case RAdamOptions radam:
                RAdam(parameter, gradient, state, learningRate, radam);
                break;
            case AdamaxOptions adamax:
                double count = Count(state[2]);
                Average(state[0], gradient, adamax.Beta1);
                state[1].copy_(maximum(state[1] * adamax.Beta2, gradient.abs() + adamax.Epsilon));
                parameter.sub_(state[0] / state[1] * (learningRate / (1 - Math.Pow(adamax.Beta1, count))));
                break;
            case AdagradOptions adagrad:
                state[0].add_(gradient.square());
                parameter.sub_(gradient / (state[0].sqrt() + adagrad.Epsilon) * learningRate);
                break;
            case LionOptions lion:
                parameter.sub_(((state[0] * lion.Beta1) + (gradient * (1 - lion.Beta1))).sign() * learningRate);
                Average(state[0], gradient, lion.Beta2);
                break;
            case SgdOptions { Momentum: > 0 } sgd:
                state[0].mul_(sgd.Momentum).add_(gradient);
                parameter.sub_((sgd.Nesterov ? gradient + (state[0] * sgd.Momentum) : state[0]) * learningRate);
                break;
            case SgdOptions:
                parameter.sub_(gradient * learningRate);
                break;
            case RmsPropOptions rms:
                Average(state[0], gradient.square(), rms.Alpha);
                Tensor scaled = gradient / (state[0].sqrt() + rms.Epsilon);
                parameter.sub_((rms.Momentum > 0 ? state[1].mul_(rms.Momentum).add_(scaled) : scaled) * learningRate);
                break;
            default:
                throw new InvalidOperationException($"There is no update rule for settings of type {options.GetType().Name}.");
        }
    }

    private static void Adam(Tensor parameter, Tensor gradient, Tensor[] state, double learningRate, double beta1, double beta2, double epsilon)
    {
        double count = Count(state[2]);
        Average(state[0], gradient, beta1);
        Average(state[1], gradient.square(), beta2);
        Tensor denominator = (state[1].sqrt() / Math.Sqrt(1 - Math.Pow(beta2, count))) + epsilon;
        parameter.sub_(state[0] / denominator * (learningRate / (1 - Math.Pow(beta1, count))));
    }

    private static void NAdam(Tensor parameter, Tensor gradient, Tensor[] state, double learningRate, NAdamOptions options)
    {
        double count = Count(state[2]);
        Average(state[0], gradient, options.Beta1);
        Average(state[1], gradient.square(), options.Beta2);
        double mu = options.Beta1 * (1 - (0.5 * Math.Pow(0.96, count * options.MomentumDecay)));
        double next = options.Beta1 * (1 - (0.5 * Math.Pow(0.96, (count + 1) * options.MomentumDecay)));
        double product = state[3].mul_(mu).item<double>();
        Tensor denominator = (state[1] / (1 - Math.Pow(options.Beta2, count))).sqrt() + options.Epsilon;
        parameter.sub_(gradient / denominator * (learningRate * (1 - mu) / (1 - product)));
        parameter.sub_(state[0] / denominator * (learningRate * next / (1 - (product * next))));
    }

    private static void RAdam(Tensor parameter, Tensor gradient, Tensor[] state, double learningRate, RAdamOptions options)
    {
        double count = Count(state[2]);
        Average(state[0], gradient, options.Beta1);
        Average(state[1], gradient.square(), options.Beta2);
        double correction = 1 - Math.Pow(options.Beta2, count);
        double longest = (2 / (1 - options.Beta2)) - 1;
        double length = longest - (2 * count * Math.Pow(options.Beta2, count) / correction);
        Tensor step = state[0] * (learningRate / (1 - Math.Pow(options.Beta1, count)));
        if (length > 5)
        {
            double rectifier = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            step = step / (state[1].sqrt() + options.Epsilon) * (rectifier * Math.Sqrt(correction));
        }

        parameter.sub_(step);
    }

    private static double Count(Tensor steps) => steps.add_(1).item<float>();

    private static void Average(Tensor average, Tensor value, double decay) => average.mul_(decay).add_(value * (1 - decay));
}
